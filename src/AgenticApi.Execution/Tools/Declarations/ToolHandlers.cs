using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgenticApi.Execution.Schemas;

namespace AgenticApi.Execution;

/// <summary>Combines the validation of a function's arguments with its handler.</summary>
internal static class ToolHandlers
{
    /// <summary>Binds a handler that takes the arguments as JSON.</summary>
    internal static Func<string, ToolInvocation> Untyped(JsonElement declaration, Func<JsonElement, ToolCall, CancellationToken, Task<ToolOutput>> handler) =>
        Checked(declaration, json => new ToolInvocation((call, ct) => handler(json, call, ct), null));

    /// <summary>Binds a handler that takes the arguments as an object.</summary>
    internal static Func<string, ToolInvocation> Typed<T>(
        JsonElement declaration, JsonTypeInfo<T> typeInfo, Func<T, ToolCall, CancellationToken, Task<ToolOutput>> handler) =>
        Checked(declaration, json =>
            TryRead(json, typeInfo, out var arguments, out var error)
                ? new ToolInvocation((call, ct) => handler(arguments, call, ct), null)
                : new ToolInvocation(null, error));

    private static Func<string, ToolInvocation> Checked(JsonElement declaration, Func<JsonElement, ToolInvocation> bind)
    {
        var parameters = ToolDeclaration.ParametersOf(declaration);
        var validator = parameters.ValueKind == JsonValueKind.Undefined ? null : new SchemaValidator(parameters);
        return text =>
            !ToolArguments.TryParse(text, out var json, out var error) ? new ToolInvocation(null, error)
            : validator?.Check(json) is { } misfit ? new ToolInvocation(null, misfit)
            : bind(json);
    }

    private static bool TryRead<T>(JsonElement json, JsonTypeInfo<T> typeInfo, out T arguments, out string? error)
    {
        arguments = default!;
        try
        {
            arguments = json.Deserialize(typeInfo)!;
            error = arguments is null ? "$: the arguments were not accepted" : null;
        }
        catch (JsonException exception)
        {
            error = $"{exception.Path ?? "$"}: {ForModel(exception.Message)}";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A constructor or setter rejected the values. Its message was not written for the model.
            error = "$: the arguments were not accepted";
        }

        return error is null;
    }

    // The deserializer appends the path, line and byte to its messages. Its general message names .NET types.
    private static string ForModel(string message)
    {
        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            return "the value was not accepted";
        }

        return message.IndexOf(" Path: $", StringComparison.Ordinal) is >= 0 and var end ? message[..end] : message;
    }
}
