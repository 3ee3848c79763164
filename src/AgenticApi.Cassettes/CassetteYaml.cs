using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgenticApi.Cassettes;

/// <summary>
/// Reads the YAML of a cassette. Three shapes are taken: <c>turns</c> with requests and responses; a single conversation step with
/// <c>sse</c> at the top; and, in either, <c>websocket</c> messages beside or in place of <c>sse</c>.
/// </summary>
internal static class CassetteYaml
{
    public static Cassette Load(string path)
    {
        var root = Parse(path);
        var turns = new List<CassetteTurn>();
        if (root.Get("turns") is YamlSequenceNode list)
        {
            foreach (var node in list)
            {
                var turn = node as YamlMappingNode ?? throw Wrong(path, node, "a turn is not a mapping");
                turns.Add(Turn(path, turn, turns.Count + 1));
            }
        }
        else
        {
            // The older shape: the response's fields stand at the top, and `request` is the body itself.
            var request = new CassetteRequest("POST", "/v1/responses", CassetteResponse.NoHeaders, YamlJson.Convert(root.Get("request")));
            turns.Add(new CassetteTurn("1", request, Response(path, root)));
        }

        return turns.Count > 0
            ? new Cassette(path, root.Text("recorded_from"), turns)
            : throw new CassetteException($"{path}: the cassette has no turn.");
    }

    private static CassetteTurn Turn(string path, YamlMappingNode turn, int number)
    {
        var request = turn.Get("request") as YamlMappingNode ?? new YamlMappingNode();
        var response = turn.Get("response") as YamlMappingNode ?? throw Wrong(path, turn, "the turn has no response");
        return new CassetteTurn(
            turn.Text("filename") ?? turn.Text("name") ?? number.ToString(CultureInfo.InvariantCulture),
            new CassetteRequest(
                request.Text("method") ?? "", request.Text("path") ?? "", Headers(request), YamlJson.Convert(request.Get("body"))),
            Response(path, response));
    }

    private static CassetteResponse Response(string path, YamlMappingNode response)
    {
        var status = int.TryParse(response.Text("status_code") ?? response.Text("status"), CultureInfo.InvariantCulture, out var code) ? code : 200;
        var (transport, bytes) = response switch
        {
            _ when response.Get("websocket") is YamlSequenceNode messages => (CassetteTransport.WebSocket, Join(messages, Message)),
            _ when response.Get("sse") is YamlSequenceNode lines => (CassetteTransport.EventStream, Join(lines, Block)),
            _ when response.Get("sse") is YamlScalarNode all => (CassetteTransport.EventStream, Encoding.UTF8.GetBytes(all.Value ?? "")),
            _ when response.Get("body") is { } body => (CassetteTransport.Blocking, Body(body)),
            _ => throw Wrong(path, response, "the response has neither a body nor sse nor websocket"),
        };
        return new CassetteResponse(status, Headers(response), transport, bytes);
    }

    private static byte[] Join(YamlSequenceNode lines, Func<string, string> frame) =>
        Encoding.UTF8.GetBytes(string.Concat(lines.OfType<YamlScalarNode>().Select(line => frame(line.Value ?? ""))));

    /// <summary>Raw lines stand with their newlines; an entry without one is a whole event.</summary>
    private static string Block(string text) => text.EndsWith('\n') ? text : text + "\n\n";

    private static string Message(string text) => text + "\n";

    /// <summary>A body written as text keeps its bytes; one written as YAML keeps its values.</summary>
    private static byte[] Body(YamlNode body) =>
        body is YamlScalarNode { Style: not ScalarStyle.Plain } text
            ? Encoding.UTF8.GetBytes(text.Value ?? "")
            : Encoding.UTF8.GetBytes(YamlJson.Convert(body).GetRawText());

    private static Dictionary<string, string> Headers(YamlMappingNode owner)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in owner.Get("headers") as YamlMappingNode ?? [])
        {
            headers[name.ToString()] = value.ToString();
        }

        return headers;
    }

    private static YamlMappingNode Parse(string path)
    {
        try
        {
            using var text = File.OpenText(path);
            var yaml = new YamlStream();
            yaml.Load(text);
            return yaml.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new CassetteException($"{path}: the file is not one YAML mapping, as a cassette is.");
        }
        catch (YamlException e)
        {
            throw new CassetteException($"{path}: the YAML breaks at line {e.Start.Line}, column {e.Start.Column}.", e);
        }
    }

    private static CassetteException Wrong(string path, YamlNode node, string what) =>
        new($"{path}: {what} (line {node.Start.Line}).");

    private static YamlNode? Get(this YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    private static string? Text(this YamlMappingNode node, string name) => (node.Get(name) as YamlScalarNode)?.Value;
}
