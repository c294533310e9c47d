"""How are the weights made? With scikit-learn, which is needed nowhere else (requirements-dev.txt)."""
