using AgenticApi.PostgreSql;
using AgenticApi.Serving;
using Npgsql;

namespace AgenticApi.Cli;

/// <summary>Where a gateway keeps responses and conversations, as <c>--store</c> says it.</summary>
internal sealed class GatewayStore : IAsyncDisposable
{
    private const string InMemory = "memory";
    private const string OfVariable = "env:";

    private readonly List<object> _owned = [];

    /// <summary>Opens a store.</summary>
    /// <param name="where">What <c>--store</c> says; null for the memory.</param>
    /// <param name="limits">How much it keeps.</param>
    /// <exception cref="UsageException">It is none.</exception>
    /// <exception cref="IOException">The folder cannot be used: another process has it, say.</exception>
    public GatewayStore(string? where, ResponseStoreLimits limits)
    {
        if (where is null or InMemory)
        {
            Store = new InMemoryResponseStore(limits);
        }
        else if (where.StartsWith(OfVariable, StringComparison.Ordinal))
        {
            var source = Source(where[OfVariable.Length..]);
            var store = new PostgresResponseStore(source, new() { Limits = limits });
            _owned.AddRange([store, source]);
            Store = store;
        }
        else
        {
            var store = new FileResponseStore(where, limits);
            _owned.Add(store);
            Store = store;
        }
    }

    public IResponseStore Store { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned)
        {
            if (owned is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                ((IDisposable)owned).Dispose();
            }
        }
    }

    private static NpgsqlDataSource Source(string name)
    {
        var connection = Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new UsageException($"--store: the environment variable {name} is not set.");
        try
        {
            return NpgsqlDataSource.Create(connection);
        }
        catch (ArgumentException)
        {
            // The message would repeat a part of it, perhaps the password.
            throw new UsageException($"--store: {name} is no connection string of Npgsql, such as 'Host=db;Username=gateway;Password=…'.");
        }
    }
}
