using System.Globalization;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AgenticApi.Cassettes;

/// <summary>
/// Writes the YAML of a cassette: the same bytes for the same cassette, with one block for each event, so that differences are easy to see.
/// </summary>
internal sealed class CassetteWriter
{
    // Lines are never folded, because folds would show up as differences.
    private static readonly EmitterSettings Settings =
        new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, newLine: "\n");

    private readonly Emitter _yaml;

    private CassetteWriter(TextWriter text) => _yaml = new Emitter(text, Settings);

    public static void Write(Cassette cassette, string path)
    {
        using var text = new StreamWriter(new FileStream(path, FileMode.CreateNew), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        new CassetteWriter(text).Write(cassette);
    }

    private void Write(Cassette cassette)
    {
        _yaml.Emit(new StreamStart());
        _yaml.Emit(new DocumentStart());
        Map(() =>
        {
            if (cassette.Server is not null)
            {
                Text(CassetteNames.Server, cassette.Server);
            }

            List(CassetteNames.Turns, cassette.Turns, Turn);
        });
        _yaml.Emit(new DocumentEnd(isImplicit: true));
        _yaml.Emit(new StreamEnd());
    }

    private void Turn(CassetteTurn turn) => Map(() =>
    {
        Text(CassetteNames.Name, turn.Name);
        Key(CassetteNames.Request);
        Map(() => Request(turn.Request));
        Key(CassetteNames.Response);
        Map(() => Response(turn.Response));
    });

    private void Request(CassetteRequest request)
    {
        if (request.Method.Length > 0)
        {
            Text(CassetteNames.Method, request.Method);
        }

        if (request.Path.Length > 0)
        {
            Text(CassetteNames.Path, request.Path);
        }

        if (request.Query.Count > 0)
        {
            Key(CassetteNames.Query);
            Map(() =>
            {
                foreach (var parameter in request.Query.GroupBy(parameter => parameter.Key, parameter => parameter.Value))
                {
                    List(parameter.Key, parameter, value => _yaml.Emit(YamlBytes.Text(value)));
                }
            });
        }

        Headers(request.Headers);
        if (request.Body.ValueKind != JsonValueKind.Undefined)
        {
            Key(CassetteNames.Body);
            Json(request.Body);
        }
    }

    private void Response(CassetteResponse response)
    {
        Plain(CassetteNames.Status, response.Status.ToString(CultureInfo.InvariantCulture));
        Headers(response.Headers);
        if (response.IsBroken)
        {
            Plain(CassetteNames.Broken, "true");
        }

        switch (response.Transport)
        {
            case CassetteTransport.EventStream:
                List(CassetteNames.Sse, response.Chunks, chunk => _yaml.Emit(YamlBytes.Write(chunk.Span, text => text is [.., '\n' or '\r'] ? text : null)));
                break;
            case CassetteTransport.WebSocket:
                List(CassetteNames.WebSocket, response.Chunks, chunk => _yaml.Emit(YamlBytes.Write(chunk.Span, text => text is [.. var message, '\n'] ? message : null)));
                break;
            default:
                Key(CassetteNames.Body);
                _yaml.Emit(YamlBytes.Write(response.Bytes.Span));
                break;
        }

        if (response.Times.Count > 0)
        {
            List(CassetteNames.Times, response.Times, time => Plain(time.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture)), SequenceStyle.Flow);
        }
    }

    private void Headers(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count == 0)
        {
            return;
        }

        Key(CassetteNames.Headers);
        Map(() =>
        {
            foreach (var (name, value) in headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
            {
                Text(name, value);
            }
        });
    }

    private void Json(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Map(
                    () =>
                    {
                        // YAML allows each key once. If JSON has it more than once, the last one counts.
                        foreach (var member in value.EnumerateObject().GroupBy(member => member.Name, member => member.Value))
                        {
                            Key(member.Key);
                            Json(member.Last());
                        }
                    },
                    value.GetPropertyCount() == 0 ? MappingStyle.Flow : MappingStyle.Block);
                break;
            case JsonValueKind.Array:
                Items(value.EnumerateArray(), Json, value.GetArrayLength() == 0 ? SequenceStyle.Flow : SequenceStyle.Block);
                break;
            case JsonValueKind.String:
                _yaml.Emit(YamlBytes.Text(value.GetString()!));
                break;
            default:
                Plain(value.GetRawText());
                break;
        }
    }

    private void Map(Action members, MappingStyle style = MappingStyle.Block)
    {
        _yaml.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
        members();
        _yaml.Emit(new MappingEnd());
    }

    private void List<T>(string key, IEnumerable<T> items, Action<T> write, SequenceStyle style = SequenceStyle.Block)
    {
        Key(key);
        Items(items, write, style);
    }

    private void Items<T>(IEnumerable<T> items, Action<T> write, SequenceStyle style)
    {
        _yaml.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
        foreach (var item in items)
        {
            write(item);
        }

        _yaml.Emit(new SequenceEnd());
    }

    private void Key(string name) => _yaml.Emit(YamlBytes.Word(name));

    private void Text(string key, string value)
    {
        Key(key);
        Key(value);
    }

    private void Plain(string key, string value)
    {
        Key(key);
        Plain(value);
    }

    private void Plain(string value) => _yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
}
