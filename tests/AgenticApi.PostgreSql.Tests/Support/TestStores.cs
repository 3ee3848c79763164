namespace AgenticApi.PostgreSql.Tests.Support;

/// <summary>The stores of a test. Each has a connection pool of its own, like the store of another host.</summary>
internal sealed class TestStores(PostgresServer server)
{
    private readonly List<PostgresResponseStore> _stores = [];

    /// <summary>The store of one host. Opened when it is first used, also by several threads at once.</summary>
    public PostgresResponseStore First
    {
        get
        {
            lock (_stores)
            {
                return field ??= Open();
            }
        }
    }

    /// <summary>The store of another host.</summary>
    public PostgresResponseStore Second
    {
        get
        {
            lock (_stores)
            {
                return field ??= Open();
            }
        }
    }

    public PostgresResponseStore Open(PostgresResponseStoreOptions? options = null, string name = "test", int? port = null)
    {
        var store = new PostgresResponseStore(server.NewSource(name, port), options);
        lock (_stores)
        {
            _stores.Add(store);
        }

        return store;
    }

    /// <summary>Disposes the stores and closes the connections of the test.</summary>
    public async Task DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await server.CloseSourcesAsync();
    }
}
