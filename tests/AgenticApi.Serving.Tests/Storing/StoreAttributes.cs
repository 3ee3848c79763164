// In this project, the tests of every store are never skipped.
global using StoreFactAttribute = Xunit.FactAttribute;
global using StoreTheoryAttribute = Xunit.TheoryAttribute;
