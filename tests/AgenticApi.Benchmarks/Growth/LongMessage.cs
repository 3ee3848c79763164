using System.Text;

namespace AgenticApi.Benchmarks.Growth;

/// <summary>The events of a response of one message that comes in many deltas, as OpenAI sends them.</summary>
internal static class LongMessage
{
    /// <summary>The text repeats after so many deltas; a message has a multiple of it.</summary>
    public const int Period = 1000;

    private const string Response =
        """
        {"id":"resp_68a1f0c2b7d481a0b3c5d7e9f1a2b4c60d8e1f3a5b7c9d0e","object":"response","created_at":1756000000,"background":false,"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"max_tool_calls":null,"model":"gpt-4o-2024-08-06","parallel_tool_calls":true,"previous_response_id":null,"prompt_cache_key":null,"reasoning":{"effort":null,"summary":null},"safety_identifier":null,"service_tier":"auto","store":true,"temperature":1.0,"text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],"top_logprobs":0,"top_p":1.0,"truncation":"disabled","user":null,"metadata":{}
        """;

    private const string Id = "msg_68a1f0c3e2a881a0a4b6c8d0e2f4a6b80d8e1f3a5b7c9d0e";

    private const string Place = $"\"item_id\":\"{Id}\",\"output_index\":0,\"content_index\":0";

    // As they stand between the quotes: four or five characters each, one in eight escaped.
    private static readonly string[] Words = [" word", " that", " came", " here", ".\\n\\nI", " with", " some", " more"];

    /// <summary>The text of <see cref="Period"/> deltas, escaped.</summary>
    public static byte[] TextBlock { get; } = Encoding.UTF8.GetBytes(Text(Period));

    /// <summary>How many characters a message of so many deltas has.</summary>
    public static long Characters(int deltas) => deltas / Words.Length * Words.Sum(word => (long)word.Replace("\\n", "\n", StringComparison.Ordinal).Length);

    /// <summary>The events before the first delta.</summary>
    public static IEnumerable<string> Head() =>
    [
        $$$"""{"type":"response.created","sequence_number":0,"response":{{{Response}}},"status":"in_progress","output":[],"usage":null}}""",
        $$$"""{"type":"response.in_progress","sequence_number":1,"response":{{{Response}}},"status":"in_progress","output":[],"usage":null}}""",
        $$$"""{"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"{{{Id}}}","type":"message","status":"in_progress","content":[],"role":"assistant"}}""",
        $$$"""{"type":"response.content_part.added","sequence_number":3,{{{Place}}},"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}""",
    ];

    /// <summary>The delta with this number, from 0, up to its sequence number and after it.</summary>
    public static (string Before, string After) Delta(int number) =>
        ("""{"type":"response.output_text.delta","sequence_number":""", $$$""",{{{Place}}},"delta":"{{{Words[number % Words.Length]}}}","logprobs":[]}""");

    /// <summary>The events after the last delta, each up to the text and after it.</summary>
    public static IEnumerable<(string Before, string After)> Tail(int deltas)
    {
        const string Part = "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"";
        const string Item = $"{{\"id\":\"{Id}\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":[{Part}";
        var next = deltas + 4;
        return
        [
            ($$$"""{"type":"response.output_text.done","sequence_number":{{{next}}},{{{Place}}},"logprobs":[],"text":""" + "\"", "\"}"),
            ($$$"""{"type":"response.content_part.done","sequence_number":{{{next + 1}}},{{{Place}}},"part":{{{Part}}}""", "\"}}"),
            ($$$"""{"type":"response.output_item.done","sequence_number":{{{next + 2}}},"output_index":0,"item":{{{Item}}}""", "\"}]}}"),
            ($$$"""{"type":"response.completed","sequence_number":{{{next + 3}}},"response":{{{Response}}},"status":"completed","output":[{{{Item}}}""",
                "\"}]}]," + $$$"""
                "usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":0},"output_tokens":{{{deltas}}},"output_tokens_details":{"reasoning_tokens":0},"total_tokens":{{{deltas + 9}}}}}
                """ + "}"),
        ];
    }

    /// <summary>Every event up to the last delta, as UTF-8.</summary>
    public static byte[][] Open(int deltas) =>
    [
        .. Head().Select(Encoding.UTF8.GetBytes),
        .. Enumerable.Range(0, deltas).Select(i => Encoding.UTF8.GetBytes($"{Delta(i).Before}{i + 4}{Delta(i).After}")),
    ];

    /// <summary>Every event, as UTF-8; of as many deltas as end with the last word.</summary>
    public static byte[][] Whole(int deltas) =>
        [.. Open(deltas), .. Tail(deltas).Select(e => Encoding.UTF8.GetBytes(e.Before + Text(deltas) + e.After))];

    /// <summary>Throws where a message was not read as the whole and faultless one that it is.</summary>
    public static void Check(AccumulatedResponse result)
    {
        if (result.Ending != Ending.Completed || result.Deviations.Count > 0)
        {
            throw new InvalidOperationException("The generated message is not what a server sends.");
        }
    }

    private static string Text(int deltas) => string.Concat(Enumerable.Range(0, deltas).Select(i => Words[i % Words.Length]));
}
