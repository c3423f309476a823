import pytest
from small_study import make_study


@pytest.fixture(scope="session")
def study():
    return make_study()
