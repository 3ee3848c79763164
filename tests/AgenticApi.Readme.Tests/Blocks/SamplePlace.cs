using AgenticApi.PostgreSql.Tests.Support;

namespace AgenticApi.Readme.Tests.Blocks;

/// <summary>Where samples run: a folder for each, free ports, and a PostgreSQL server where there are its programs.</summary>
public sealed class SamplePlace : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("agentic-api-readme-").FullName;
    private readonly PostgresServer _postgres = new();

    /// <summary>What stands for the servers that samples name.</summary>
    public StandIns StandIns { get; private set; } = new(0);

    /// <summary>An empty folder.</summary>
    public string FolderOf(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        if (PostgresPrograms.Missing is not null)
        {
            return;
        }

        StandIns = new(_postgres.Port);
        await using var source = _postgres.NewSource();
        foreach (var name in (string[])["agents", "gateway"])
        {
            await using var role = source.CreateCommand($"CREATE ROLE {name} LOGIN");
            await role.ExecuteNonQueryAsync();
            await using var database = source.CreateCommand($"CREATE DATABASE {name} OWNER {name}");
            await database.ExecuteNonQueryAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await _postgres.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
