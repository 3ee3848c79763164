using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>Properties of the translation for any request.</summary>
public class RequestProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(40);
    private static readonly Arbitrary<int[]> Plans = ArbMap.Default.ArbFor<int[]>();

    private static readonly string[] Values = ["null", "5", "-1", "1.5", "true", "\"\"", "\"text\"", "[]", "{}", "[5]", "[null]", "[{}]", "[[]]", """{"type":"text"}""", """[{"type":"function"}]"""];

    [Fact]
    public void Any_valid_request_becomes_a_valid_chat_request() => Check(plan =>
    {
        var request = new GeneratedRequest(plan);

        CheckChat(Translate(request.Json, new()), false);
        CheckChat(Translate(request.Json, new() { KeepsSystemMessages = true, LeavesOutHostedTools = true }), true);
    });

    [Fact]
    public void Any_request_with_a_fault_becomes_valid_or_is_refused_with_an_existing_path() => Check(plan =>
    {
        var request = new GeneratedRequest(plan);
        var random = new Random(request.Seed);
        for (var i = 0; i < 10; i++)
        {
            var mutated = request.Json.DeepClone();
            Mutate(mutated, random);
            try
            {
                CheckChat(Translate(mutated, new()), false);
            }
            catch (InvalidRequestException e)
            {
                IsPlace(mutated, e.Param).Should().BeTrue($"{e.Param} is in {mutated.ToJsonString()}");
            }
        }
    });

    private static JsonObject Translate(JsonNode request, ChatCompletionRequestOptions options) =>
        JsonNode.Parse(ChatCompletionRequest.FromResponses(JsonElement.Parse(request.ToJsonString()), options).Body.Span)!.AsObject();

    /// <summary>
    /// Checks that each message is valid, each call is directly followed by its output, and the system message is the first.
    /// </summary>
    private static void CheckChat(JsonObject request, bool keepsSystem)
    {
        request["model"]!.GetValueKind().Should().Be(JsonValueKind.String);
        var names = new HashSet<string>();
        foreach (var tool in request["tools"]?.AsArray() ?? [])
        {
            names.Add((string)tool!["function"]!["name"]!).Should().BeTrue();
            ((string)tool["function"]!["name"]!).Should().MatchRegex("^[a-zA-Z0-9_-]{1,64}$");
        }

        List<string> open = [];
        var messages = request["messages"]!.AsArray();
        for (var i = 0; i < messages.Count; i++)
        {
            var role = (string)messages[i]!["role"]!;
            var content = messages[i]!["content"];
            if (role == "tool")
            {
                open.Remove((string)messages[i]!["tool_call_id"]!).Should().BeTrue("a call must come before its output");
            }
            else
            {
                open.Should().BeEmpty("the outputs come at once");
                role.Should().BeOneOf("system", "user", "assistant");
                (role != "system" || i == 0 || keepsSystem).Should().BeTrue();
                open.AddRange(messages[i]!["tool_calls"]?.AsArray().Select(call => (string)call!["id"]!) ?? []);
                open.Should().OnlyHaveUniqueItems();
            }

            (content is not null || messages[i]!["tool_calls"] is not null).Should().BeTrue();
        }

        open.Should().BeEmpty();
    }

    /// <summary>Replaces a value, or removes a member.</summary>
    private static void Mutate(JsonNode root, Random random)
    {
        var nodes = All(root).Where(node => node.Parent is not null).ToList();
        var node = nodes[random.Next(nodes.Count)];
        var value = JsonNode.Parse(Values[random.Next(Values.Length)]);
        switch (node.Parent)
        {
            case JsonObject owner when random.Next(3) == 0:
                owner.Remove(node.GetPropertyName());
                break;
            case JsonObject owner:
                owner[node.GetPropertyName()] = value;
                break;
            case JsonArray array when random.Next(3) == 0:
                array.RemoveAt(node.GetElementIndex());
                break;
            case JsonArray array:
                array[node.GetElementIndex()] = value;
                break;
        }
    }

    private static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(member => All(member.Value)).Prepend(o),
        JsonArray a => a.SelectMany(All).Prepend(a),
        null => [],
        _ => [node],
    };

    /// <summary>Returns whether a path exists in the request, or is that of a missing member.</summary>
    private static bool IsPlace(JsonNode request, string? place)
    {
        var (at, hasOwner) = ((JsonNode?)request, true);
        foreach (var step in (place ?? "?[").Replace("[", ".[", StringComparison.Ordinal).Split('.'))
        {
            if (!hasOwner)
            {
                return false;
            }

            if (step.StartsWith('['))
            {
                var index = int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture);
                if (at is not JsonArray array || index >= array.Count)
                {
                    return false;
                }

                (at, hasOwner) = (array[index], array[index] is not null);
            }
            else if (at is JsonObject owner)
            {
                (at, hasOwner) = (owner[step], owner[step] is not null);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static void Check(Action<int[]> property) => Prop.ForAll(Plans, property).Check(Configuration);
}
