using System.Text.Json;

namespace AgenticApi.Execution;

public sealed partial record Tool
{
    /// <summary>Creates a function whose arguments are described by a JSON Schema.</summary>
    /// <param name="name">The name: 1 to 64 ASCII letters, digits, underscores and hyphens.</param>
    /// <param name="description">The description for the model.</param>
    /// <param name="schema">The schema of the arguments: a JSON object whose <c>type</c> is <c>object</c>.</param>
    /// <param name="handler">Runs a call with arguments that fit the schema. Several threads may call it at once.</param>
    /// <param name="strict">Whether to ask the server to keep the model to the schema. It has no effect if strict mode does not support the schema.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/>, <paramref name="description"/> or <paramref name="handler"/> is null.</exception>
    /// <exception cref="ArgumentException">The name has another form, or the schema is not a schema of objects.</exception>
    public static Tool FromSchema(
        string name, string description, JsonElement schema, Func<JsonElement, CancellationToken, Task<ToolOutput>> handler, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return FromSchema(name, description, schema, (arguments, _, ct) => handler(arguments, ct), strict);
    }

    /// <inheritdoc cref="FromSchema(string, string, JsonElement, Func{JsonElement, CancellationToken, Task{ToolOutput}}, bool)"/>
    public static Tool FromSchema(
        string name, string description, JsonElement schema, Func<JsonElement, ToolCall, CancellationToken, Task<ToolOutput>> handler, bool strict = true) =>
        new Tool(name, ToolDeclaration.Function(name, description, schema, strict)).WithHandler(handler);

    /// <summary>Creates a custom tool, whose input is free text.</summary>
    /// <param name="name">The name: 1 to 64 ASCII letters, digits, underscores and hyphens.</param>
    /// <param name="description">The description for the model.</param>
    /// <param name="handler">Runs a call with its input, which is what the model wrote. Several threads may call it at once.</param>
    /// <param name="format">The <c>format</c> of the input, a JSON object such as <c>{"type":"grammar",…}</c>; undefined for free text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/>, <paramref name="description"/> or <paramref name="handler"/> is null.</exception>
    /// <exception cref="ArgumentException">The name has another form, or the format is not a JSON object.</exception>
    public static Tool Custom(
        string name, string description, Func<string, CancellationToken, Task<ToolOutput>> handler, JsonElement format = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new Tool(name, ToolDeclaration.Custom(name, description, format), isCustom: true)
        {
            Bind = input => new ToolInvocation((_, ct) => handler(input, ct), null),
        };
    }

    /// <summary>
    /// Creates a tool without a handler from its declaration: a function or custom tool whose calls the caller answers, or a tool that the server runs,
    /// such as <c>{"type":"web_search"}</c>.
    /// </summary>
    /// <param name="declaration">The declaration, a JSON object with a <c>type</c>. It is sent unchanged.</param>
    /// <exception cref="ArgumentException">
    /// The declaration has another form, its <c>name</c> has another form, or its <c>parameters</c> are not a schema of objects.
    /// </exception>
    public static Tool FromDeclaration(JsonElement declaration)
    {
        var type = ToolDeclaration.TypeOf(declaration);
        var name = ToolDeclaration.NameOf(declaration);
        if (type is "function" or "custom")
        {
            ToolDeclaration.CheckName(name);
        }

        if (type == "function")
        {
            ToolDeclaration.CheckParameters(ToolDeclaration.ParametersOf(declaration));
        }

        return new Tool(name, ToolDeclaration.Copy(declaration), isCustom: type == "custom");
    }

    /// <summary>Returns the same function with a handler, for example for a declaration that was read from a file.</summary>
    /// <param name="handler">Runs a call with arguments that fit the <c>parameters</c>. Several threads may call it at once.</param>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The tool is not a function.</exception>
    public Tool WithHandler(Func<JsonElement, CancellationToken, Task<ToolOutput>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return WithHandler((arguments, _, ct) => handler(arguments, ct));
    }

    /// <inheritdoc cref="WithHandler(Func{JsonElement, CancellationToken, Task{ToolOutput}})"/>
    public Tool WithHandler(Func<JsonElement, ToolCall, CancellationToken, Task<ToolOutput>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return ToolDeclaration.TypeOf(Declaration) == "function"
            ? this with { Bind = ToolHandlers.Untyped(Declaration, handler) }
            : throw new InvalidOperationException($"The tool '{Name}' is not of type \"function\", so it takes no handler for JSON arguments. A tool of type \"custom\" takes {nameof(WithInputHandler)}.");
    }

    /// <summary>Returns the same custom tool with a handler, for example for a declaration that was read from a file.</summary>
    /// <param name="handler">Runs a call with its input, which is what the model wrote. Several threads may call it at once.</param>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The tool is not a custom tool.</exception>
    public Tool WithInputHandler(Func<string, ToolCall, CancellationToken, Task<ToolOutput>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return IsCustom
            ? this with { Bind = input => new ToolInvocation((call, ct) => handler(input, call, ct), null) }
            : throw new InvalidOperationException($"The tool '{Name}' is not of type \"custom\", so it takes no handler for text. A tool of type \"function\" takes {nameof(WithHandler)}.");
    }
}
