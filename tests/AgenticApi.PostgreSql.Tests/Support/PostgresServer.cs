using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace AgenticApi.PostgreSql.Tests.Support;

/// <summary>A PostgreSQL server for the tests, on loopback, in a temporary folder. It ends with the test process, also if that is killed.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    // The shell stops the server when its input ends, which the operating system ensures. Each line of input restarts the server.
    private const string Script = """
        set -e
        initdb -D "$0/data" -U postgres -A trust --no-sync -E UTF8 --locale=C >"$0/log" 2>&1
        start() {
            postgres -D "$0/data" -p "$1" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200 >>"$0/log" 2>&1 &
        }
        start "$1"
        while read -r _; do
            kill -INT $!
            wait $! || true
            start "$1"
        done
        kill -INT $!
        wait $!
        """;

    private readonly List<NpgsqlDataSource> _sources = [];
    private NpgsqlDataSource? _killer;
    private string _folder = "";
    private Process? _process;
    private int _port;

    /// <summary>Creates a data source with its own connection pool, like that of another host.</summary>
    public NpgsqlDataSource NewSource(string name = "test", int? port = null)
    {
        var source = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={port ?? _port};Username=postgres;Database=postgres;Application Name={name};Maximum Pool Size=30");
        lock (_sources)
            _sources.Add(source);
        return source;
    }

    public int Port => _port;

    /// <summary>Kills the connections of an application, as data sources name it.</summary>
    /// <returns>The number of killed connections.</returns>
    public async Task<int> KillConnectionsAsync(string name)
    {
        _killer ??= NewSource("killer");
        await using var kill = _killer.CreateCommand($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{name}'");
        return (int)(long)(await kill.ExecuteScalarAsync())!;
    }

    /// <summary>Kills the connections of an application at random intervals, until it is stopped.</summary>
    /// <returns>The number of killed connections.</returns>
    public async Task<int> KillConnectionsAsync(string name, Random random, int maxMilliseconds, CancellationToken stop)
    {
        var killed = 0;
        while (!stop.IsCancellationRequested)
        {
            killed += await KillConnectionsAsync(name);
            await Task.Delay(random.Next(maxMilliseconds), CancellationToken.None);
        }

        return killed;
    }

    /// <summary>Closes the connections of a test that has ended.</summary>
    public async Task CloseSourcesAsync()
    {
        foreach (var source in _sources)
            await source.DisposeAsync();
        _sources.Clear();
        _killer = null;
    }

    public async Task InitializeAsync()
    {
        if (PostgresPrograms.Missing is not null)
            return;
        _folder = Directory.CreateTempSubdirectory("agentic-api-postgres-").FullName;
        _port = FreePort();
        string[] command = ["sh", "-c", Script, _folder, $"{_port}"];
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", ["nobody", _folder]);
            await chown.WaitForExitAsync();
            command = ["runuser", "-u", "nobody", "--", .. command];
        }
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, WorkingDirectory = _folder })!;
        await ConnectAsync();
    }

    /// <summary>Restarts the server, which closes all connections.</summary>
    public async Task RestartAsync()
    {
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Pooling=false");
        var before = await StartTimeAsync(source);
        await _process!.StandardInput.WriteLineAsync("restart");
        await _process.StandardInput.FlushAsync();
        for (var attempt = 0; await StartTimeAsync(source) is not { } time || time == before; attempt++)
        {
            attempt.Should().BeLessThan(300, "the server restarts");
            await Task.Delay(50);
        }
    }

    public async Task DisposeAsync()
    {
        await CloseSourcesAsync();
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Null while the server does not answer.
    private static async Task<DateTime?> StartTimeAsync(NpgsqlDataSource source)
    {
        try
        {
            await using var command = source.CreateCommand("SELECT pg_postmaster_start_time()");
            return (DateTime)(await command.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ConnectAsync()
    {
        var source = NewSource();
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                return;
            }
            catch (NpgsqlException) when (!_process!.HasExited && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(15))
            {
                await Task.Delay(50);
            }
            catch (NpgsqlException e)
            {
                throw new InvalidOperationException("The server did not start: " + await File.ReadAllTextAsync(Path.Combine(_folder, "log")), e);
            }
        }
    }
}
