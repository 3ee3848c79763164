namespace AgenticApi.Cli.Tests.View;

/// <summary>Events as a server sends them.</summary>
internal static class Wire
{
    public static string Created(int number, string id = "resp_1") =>
        $$$"""{"type":"response.created","sequence_number":{{{number}}},"response":{"id":"{{{id}}}","object":"response","status":"in_progress","output":[]} }""";

    public static string Completed(int number, string id = "resp_1") =>
        $$$"""{"type":"response.completed","sequence_number":{{{number}}},"response":{"id":"{{{id}}}","object":"response","status":"completed","output":[]} }""";

    public static string Added(int number, int index, string? id = null) =>
        $$$"""{"type":"response.output_item.added","sequence_number":{{{number}}},"output_index":{{{index}}},"item":{{{Call(index, id, "in_progress")}}} }""";

    public static string Done(int number, int index, string? id = null) =>
        $$$"""{"type":"response.output_item.done","sequence_number":{{{number}}},"output_index":{{{index}}},"item":{{{Call(index, id, "completed")}}} }""";

    public static string Delta(int number, int index, string delta) =>
        $$$"""{"type":"response.function_call_arguments.delta","sequence_number":{{{number}}},"output_index":{{{index}}},"item_id":"fc_{{{index}}}","delta":"{{{delta}}}"}""";

    private static string Call(int index, string? id, string status) =>
        $$$"""{"type":"function_call","id":"{{{id ?? $"fc_{index}"}}}","call_id":"call_{{{index}}}","name":"tool","arguments":"","status":"{{{status}}}"}""";
}
