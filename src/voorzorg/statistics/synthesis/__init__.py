"""Effects of several studies: conversion to one measure and random-effects meta-analysis."""
