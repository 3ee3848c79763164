// The tests of every store always run here.
global using StoreFactAttribute = Xunit.FactAttribute;
global using StoreTheoryAttribute = Xunit.TheoryAttribute;
