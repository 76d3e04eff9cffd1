"""Tests of the shipped sample and its generator."""
