using AgenticApi.PostgreSql;
using AgenticApi.Serving;
using Npgsql;

namespace AgenticApi.Cli;

/// <summary>The store of a gateway for responses and conversations, as set by <c>--store</c>.</summary>
internal sealed class GatewayStore : IAsyncDisposable
{
    private const string InMemory = "memory";
    private const string OfVariable = "env:";

    private readonly List<object> _owned = [];

    /// <summary>Opens a store.</summary>
    /// <param name="where">The value of <c>--store</c>; null for memory.</param>
    /// <param name="limits">The limits of the store.</param>
    /// <exception cref="UsageException">The environment variable is not set, or has no valid connection string.</exception>
    /// <exception cref="IOException">The folder cannot be used, for example because another process uses it.</exception>
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
        var connection = Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new UsageException($"--store: the environment variable {name} is not set.");
        try
        {
            return NpgsqlDataSource.Create(connection);
        }
        catch (ArgumentException)
        {
            // The message of the exception contains a part of the connection string, which may be the password.
            throw new UsageException($"--store: {name} is not a valid Npgsql connection string, such as 'Host=db;Username=gateway;Password=…'.");
        }
    }
}
