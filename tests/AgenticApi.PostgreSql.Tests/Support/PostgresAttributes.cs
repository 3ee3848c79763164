// The tests of every journal and of every store need PostgreSQL here.
global using JournalFactAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresFactAttribute;
global using JournalTheoryAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresTheoryAttribute;
global using StoreFactAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresFactAttribute;
global using StoreTheoryAttribute = AgenticApi.PostgreSql.Tests.Support.PostgresTheoryAttribute;

namespace AgenticApi.PostgreSql.Tests.Support;

/// <summary>A fact about a PostgreSQL server: skipped, visibly, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresPrograms.Missing;
}

/// <summary>A theory about a PostgreSQL server: skipped, visibly, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresPrograms.Missing;
}
