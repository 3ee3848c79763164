using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace AgenticApi.Readme.Tests.Blocks;

/// <summary>Puts places on loopback, of this run alone, where samples and frames name servers.</summary>
public sealed partial class StandIns
{
    private readonly Dictionary<string, string> _ports;

    /// <param name="postgres">The port of PostgreSQL; 0 where there is none.</param>
    public StandIns(int postgres)
    {
        var (model, own) = FreePorts();
        _ports = new() { ["8000"] = Text(model), ["8080"] = Text(own), ["5432"] = Text(postgres) };
    }

    /// <summary>Replaces the names of servers in a text.</summary>
    public string In(string text)
    {
        var onLoopback = text
            .Replace("https://api.openai.com", "http://127.0.0.1:8000", StringComparison.Ordinal)
            .Replace("Host=localhost;", "Host=127.0.0.1;Port=5432;", StringComparison.Ordinal);
        return Port().Replace(onLoopback, port => _ports[port.Value]);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static (int One, int Other) FreePorts()
    {
        using TcpListener one = new(IPAddress.Loopback, 0), other = new(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)other.LocalEndpoint).Port);
    }

    [GeneratedRegex(@"\b(8000|8080|5432)\b")]
    private static partial Regex Port();
}
