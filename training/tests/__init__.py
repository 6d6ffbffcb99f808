"""Tests of the training pipeline: python3 -m unittest discover, in the folder above."""
