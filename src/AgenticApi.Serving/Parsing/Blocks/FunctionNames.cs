namespace AgenticApi.Serving.Parsing;

/// <summary>Names of functions in formats that write them with their namespace.</summary>
internal static class FunctionNames
{
    /// <summary>The namespace of a request's functions.</summary>
    public const string Prefix = "functions.";

    /// <summary>The name without its namespace.</summary>
    public static string Of(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
}
