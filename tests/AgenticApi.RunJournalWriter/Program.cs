// Takes a run and appends records as fast as it can until it is killed: RunJournalWriter FOLDER RUN SEED.
// Prints the number of each record that the journal said is appended, or "taken" where another process has the run.
using System.Text;
using AgenticApi.Execution;

var (folder, runId, random) = (args[0], args[1], new Random(int.Parse(args[2], null)));
using var output = Console.OpenStandardOutput();
try
{
    await using var lease = await new FileRunJournal(folder).TakeAsync(runId);
    for (long sequence = lease.Records.Count; ; sequence++)
    {
        // Mostly short, sometimes longer than a page of the file system's cache.
        var text = new string('x', random.Next(20) == 0 ? random.Next(300_000) : random.Next(300));
        var json = $$"""{"v":1,"run":"{{runId}}","seq":{{sequence}},"at":"2026-01-01T00:00:00Z","kind":"test","text":"{{text}}"}""";
        await lease.AppendAsync(new RunRecord(sequence, Encoding.UTF8.GetBytes(json)), durable: random.Next(50) == 0);
        output.Write(Encoding.ASCII.GetBytes($"{sequence}\n"));
    }
}
catch (RunTakenException)
{
    output.Write("taken\n"u8);
}
