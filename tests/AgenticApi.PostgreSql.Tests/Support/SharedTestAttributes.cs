// The tests of every journal and of every store need PostgreSQL here.
global using JournalFactAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresFactAttribute;
global using JournalTheoryAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresTheoryAttribute;
global using StoreFactAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresFactAttribute;
global using StoreTheoryAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresTheoryAttribute;
