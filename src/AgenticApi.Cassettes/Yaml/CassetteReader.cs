using System.Globalization;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgenticApi.Cassettes;

/// <summary>
/// Reads the YAML of a cassette. It accepts <c>turns</c> with requests and responses; a single turn with <c>sse</c> at the top level; and
/// in both, <c>websocket</c> messages beside or in place of <c>sse</c>.
/// </summary>
internal static class CassetteReader
{
    public static Cassette Load(string path)
    {
        var root = Parse(path);
        var turns = new List<CassetteTurn>();
        if (root.Get(CassetteNames.Turns) is YamlSequenceNode list)
        {
            foreach (var node in list)
            {
                var turn = node as YamlMappingNode ?? throw Wrong(path, node, "a turn is not a mapping");
                turns.Add(Turn(path, turn, turns.Count + 1));
            }
        }
        else
        {
            // The older form: the members of the response are at the top level, and `request` is the body.
            var request = new CassetteRequest("POST", "/v1/responses", body: Json(path, root.Get(CassetteNames.Request)));
            turns.Add(new CassetteTurn(CassetteTurn.NameOf(1), request, Response(path, root)));
        }

        return turns.Count > 0
            ? new Cassette(path, root.Text(CassetteNames.Server), turns)
            : throw new CassetteException($"{path}: the cassette has no turn.");
    }

    private static CassetteTurn Turn(string path, YamlMappingNode turn, int number)
    {
        var request = turn.Get(CassetteNames.Request) as YamlMappingNode ?? new YamlMappingNode();
        var response = turn.Get(CassetteNames.Response) as YamlMappingNode ?? throw Wrong(path, turn, "the turn has no response");
        return new CassetteTurn(
            turn.Text("filename") ?? turn.Text(CassetteNames.Name) ?? CassetteTurn.NameOf(number),
            new CassetteRequest(
                request.Text(CassetteNames.Method) ?? "",
                request.Text(CassetteNames.Path) ?? "",
                Query(request),
                Headers(request),
                Json(path, request.Get(CassetteNames.Body))),
            Response(path, response));
    }

    private static CassetteResponse Response(string path, YamlMappingNode response)
    {
        try
        {
            var (transport, bytes) = response switch
            {
                _ when response.Get(CassetteNames.WebSocket) is YamlSequenceNode messages => (CassetteTransport.WebSocket, Join(messages, Message)),
                _ when response.Get(CassetteNames.Sse) is YamlSequenceNode lines => (CassetteTransport.EventStream, Join(lines, Block)),
                _ when response.Get(CassetteNames.Sse) is YamlScalarNode all => (CassetteTransport.EventStream, YamlBytes.Read(all)),
                _ when response.Get(CassetteNames.Body) is { } body => (CassetteTransport.Blocking, Body(path, body)),
                _ => throw Wrong(path, response, "the response has neither a body nor sse nor websocket"),
            };
            return new CassetteResponse(
                Status(response), Headers(response), transport, bytes, Times(response), response.Text(CassetteNames.Broken) == "true");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw Wrong(path, response, e.Message);
        }
    }

    private static int Status(YamlMappingNode response) =>
        int.TryParse(response.Text(CassetteNames.Status) ?? response.Text("status"), CultureInfo.InvariantCulture, out var code) ? code : 200;

    private static byte[] Join(YamlSequenceNode entries, Func<YamlScalarNode, byte[]> frame)
    {
        using var bytes = new MemoryStream();
        foreach (var entry in entries.OfType<YamlScalarNode>())
        {
            bytes.Write(frame(entry));
        }

        return bytes.ToArray();
    }

    /// <summary>Returns the bytes of an entry. Raw lines have their line ends; a text without one is a complete event.</summary>
    private static byte[] Block(YamlScalarNode entry) =>
        YamlBytes.IsBinary(entry) || entry.Value is [.., '\n' or '\r'] ? YamlBytes.Read(entry) : [.. YamlBytes.Read(entry), (byte)'\n', (byte)'\n'];

    private static byte[] Message(YamlScalarNode entry) =>
        YamlBytes.IsBinary(entry) ? YamlBytes.Read(entry) : [.. YamlBytes.Read(entry), (byte)'\n'];

    /// <summary>Reads a body. One that is written as text keeps its bytes; one that is written as YAML keeps its values.</summary>
    private static byte[] Body(string path, YamlNode body) =>
        body is YamlScalarNode text && (text.Style != ScalarStyle.Plain || YamlBytes.IsBinary(text)) ? YamlBytes.Read(text) : Encoding.UTF8.GetBytes(Json(path, body).GetRawText());

    private static JsonElement Json(string path, YamlNode? node)
    {
        try
        {
            return YamlJson.Convert(node);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Wrong(path, node!, "the body cannot be JSON");
        }
    }

    private static List<TimeSpan>? Times(YamlMappingNode response) =>
        (response.Get(CassetteNames.Times) as YamlSequenceNode)?
            .Select(time => double.TryParse(time.ToString(), CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : default)
            .ToList();

    private static List<KeyValuePair<string, string>> Query(YamlMappingNode request) =>
    [
        .. from parameter in (request.Get(CassetteNames.Query) ?? request.Get("query_params")) as YamlMappingNode ?? []
           from value in parameter.Value as YamlSequenceNode ?? [parameter.Value]
           select KeyValuePair.Create(parameter.Key.ToString(), value.ToString()),
    ];

    private static Dictionary<string, string> Headers(YamlMappingNode owner)
    {
        var headers = CassetteHeaders.Empty();
        foreach (var (name, value) in owner.Get(CassetteNames.Headers) as YamlMappingNode ?? [])
        {
            headers[name.ToString()] = value.ToString();
        }

        return headers;
    }

    private static YamlMappingNode Parse(string path)
    {
        try
        {
            using var text = new StreamReader(new MemoryStream(BoundedFile.Read(path, Cassette.MaxBytes)));
            var yaml = new YamlStream();
            yaml.Load(new BoundedParser(path, new Parser(text)));
            return yaml.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new CassetteException($"{path}: the file is not one YAML mapping, as a cassette is.");
        }
        catch (YamlException e)
        {
            throw new CassetteException($"{path}: the YAML breaks at line {e.Start.Line}, column {e.Start.Column}.", e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The parser throws these for some damaged files, without a position.
            throw new CassetteException($"{path}: the YAML breaks.", e);
        }
    }

    private static CassetteException Wrong(string path, YamlNode node, string what) =>
        new($"{path}: {what} (line {node.Start.Line}).");

    private static YamlNode? Get(this YamlMappingNode node, string name) =>
        node.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    private static string? Text(this YamlMappingNode node, string name) => (node.Get(name) as YamlScalarNode)?.Value;
}
