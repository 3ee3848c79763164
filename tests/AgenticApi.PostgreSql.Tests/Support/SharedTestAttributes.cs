// The shared tests of journals and stores need PostgreSQL in this project.
global using JournalFactAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresFactAttribute;
global using JournalTheoryAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresTheoryAttribute;
global using StoreFactAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresFactAttribute;
global using StoreTheoryAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresTheoryAttribute;
