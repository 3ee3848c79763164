namespace AgenticApi.Json;

/// <summary>Checks the values of an object or array while <see cref="JsonMembers"/> finds them.</summary>
internal interface IMemberValues
{
    /// <summary>Returns the position after a value; <see cref="JsonScan.Invalid"/> if it is not valid.</summary>
    /// <param name="json">The JSON that contains the object.</param>
    /// <param name="name">The name of the member without its quotes; empty in an array.</param>
    /// <param name="start">The start of the value.</param>
    /// <param name="depth">The maximum nesting depth of the value, as in <see cref="JsonScan.SkipValue"/>.</param>
    int End(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, int start, int depth);
}
