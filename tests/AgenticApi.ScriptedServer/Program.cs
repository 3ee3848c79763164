using AgenticApi.Scripted;

switch (args)
{
    case ["list"]:
        foreach (var scenario in Scenario.All)
        {
            Console.WriteLine($"{scenario.Name}\t{scenario.RecordedFrom}\t{string.Join(' ', scenario.Deviations)}");
        }

        return 0;
    case ["serve", var name] when Named([name]) is [var scenario]:
        await using (var server = await ScriptedServer.StartAsync(scenario))
        {
            Console.WriteLine(server.BaseUrl);
            await server.WaitAsync();
        }

        return 0;
    case ["record", var folder, "--tool", var tool, .. var names] when Named(names) is { } scenarios:
        return await ScenarioRecording.RunAsync(scenarios, folder, tool, Console.Out, Console.Error) ? 0 : 1;
    case ["record", var folder, .. var names] when Named(names) is { } scenarios:
        return await ScenarioRecording.RunAsync(scenarios, folder, ScenarioRecording.Tool, Console.Out, Console.Error) ? 0 : 1;
    case ["record-from", var url, var model, "--key-env", var key, var folder, .. var names] when Named(names) is { } scenarios:
        return await RecordFromAsync(new(url, model, key), folder, scenarios);
    case ["record-from", var url, var model, var folder, .. var names] when Named(names) is { } scenarios:
        return await RecordFromAsync(new(url, model, null), folder, scenarios);
    default:
        Console.Error.WriteLine("usage: list | serve NAME | record FOLDER [--tool PATH] [NAME…]");
        Console.Error.WriteLine("       record-from URL MODEL [--key-env NAME] FOLDER [NAME…]   (`list` shows the names)");
        return 2;
}

static async Task<int> RecordFromAsync(RealServer server, string folder, IReadOnlyList<Scenario> scenarios) =>
    await ScenarioRecording.RunAsync(scenarios, folder, ScenarioRecording.Tool, Console.Out, Console.Error, server) ? 0 : 1;

// The scenarios of these names, or all where none is given; null where one is unknown.
static IReadOnlyList<Scenario>? Named(string[] names)
{
    var known = Scenario.All.Where(scenario => names.Length == 0 || names.Contains(scenario.Name)).ToList();
    return names.Length == 0 || known.Count == names.Length ? known : null;
}
