using AgenticApi.Scripted;

switch (args)
{
    case ["list"]:
        foreach (var scenario in Scenario.All)
        {
            Console.WriteLine($"{scenario.Name}\t{scenario.RecordedFrom}\t{string.Join(' ', scenario.Deviations)}");
        }

        return 0;
    case ["serve", var name] when Scenario.All.FirstOrDefault(scenario => scenario.Name == name) is { } scenario:
        using (var stop = new CancellationTokenSource())
        {
            Console.CancelKeyPress += (_, e) =>
            {
                e.Cancel = true;
                stop.Cancel();
            };
            await using var server = await ScriptedServer.StartAsync(scenario);
            Console.WriteLine(server.BaseUrl);
            await server.WaitAsync(stop.Token);
        }

        return 0;
    case ["record", var folder]:
        return await Recording.RunAsync(folder, Recording.Tool, Console.Out, Console.Error) ? 0 : 1;
    case ["record", var folder, "--tool", var tool]:
        return await Recording.RunAsync(folder, tool, Console.Out, Console.Error) ? 0 : 1;
    case ["serve", var unknown]:
        Console.Error.WriteLine($"There is no scenario '{unknown}'; `list` shows them.");
        return 2;
    default:
        Console.Error.WriteLine("usage: list | serve NAME | record FOLDER [--tool PATH]");
        return 2;
}
