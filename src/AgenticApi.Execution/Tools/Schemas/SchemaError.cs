using System.Globalization;

namespace AgenticApi.Execution.Schemas;

/// <summary>The first place where a value does not fit its schema.</summary>
/// <param name="Message">What was expected and what came.</param>
/// <param name="Path">The place below the value that was checked, without the leading <c>$</c>.</param>
/// <param name="Depth">How many steps the path has.</param>
internal sealed record SchemaError(string Message, string Path = "", int Depth = 0)
{
    /// <summary>The same error, seen from the object around it.</summary>
    internal SchemaError At(string name) => Below(SchemaWords.Member(name));

    /// <summary>The same error, seen from the array around it.</summary>
    internal SchemaError At(int index) => Below(string.Create(CultureInfo.InvariantCulture, $"[{index}]"));

    /// <summary>The error as the model is told: <c>$.items[2].city: expected a string, got 5</c>.</summary>
    public override string ToString() => $"${Path}: {Message}";

    private SchemaError Below(string step) => new(Message, step + Path, Depth + 1);
}
