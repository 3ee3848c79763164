using AgenticApi.Fuzzing.Families;
using AgenticApi.Fuzzing.Running;

if (args is ["--families", .. var families])
{
    return FamilyCommand.Run(families);
}

if (FuzzOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

var run = new FuzzRun(options);
if (options.Once is { } seed)
{
    return run.Once(seed) ? 0 : 1;
}

var isSound = run.Run();
foreach (var (key, count) in run.Faults)
{
    Console.Error.WriteLine($"{count,8}  {key}");
}

Console.WriteLine(run.Summary);
return isSound ? 0 : 1;
