using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>Runs statements, and retries them after a lost connection. So each statement must have the same effect if it runs twice.</summary>
/// <param name="source">The database.</param>
/// <param name="patience">The time for all attempts of a statement. One attempt may take a third of it, but at least a second.</param>
internal sealed class Database(NpgsqlDataSource source, TimeSpan patience)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    /// <summary>Whether an exception means that the database cannot be reached or a statement failed.</summary>
    public static bool IsFailure(Exception e) => e is NpgsqlException or SocketException or ObjectDisposedException;

    public static NpgsqlParameter<T> Parameter<T>(T value) => new() { TypedValue = value };

    /// <summary>Returns the first column of the first row; null if there is no row.</summary>
    public Task<object?> ScalarAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) =>
        ReadAsync(sql, parameters, async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? reader.GetValue(0) : null, cancellationToken);

    /// <summary>Returns the result of <paramref name="read"/>, which reads all rows.</summary>
    public async Task<T> ReadAsync<T>(
        string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                var command = source.CreateCommand(sql);
                await using var discarding = command.ConfigureAwait(false);
                command.CommandTimeout = Math.Max(1, (int)Math.Ceiling(patience.TotalSeconds / 3));
                foreach (var parameter in parameters)
                    command.Parameters.Add(parameter.Clone());
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using var closing = reader.ConfigureAwait(false);
                return await read(reader, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsTransient(e) && Stopwatch.GetElapsedTime(start) + delay < patience)
            {
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Npgsql does not wrap the SocketException of a host name that cannot be resolved.
    private static bool IsTransient(Exception e) => e is NpgsqlException { IsTransient: true } or SocketException;
}
