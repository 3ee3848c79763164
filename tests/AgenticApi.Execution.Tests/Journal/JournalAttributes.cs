// The tests of every journal always run here.
global using JournalFactAttribute = Xunit.FactAttribute;
global using JournalTheoryAttribute = Xunit.TheoryAttribute;
