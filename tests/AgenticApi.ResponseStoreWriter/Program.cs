// Writes to one record as fast as it can until it is killed: ResponseStoreWriter FOLDER ID SEED.
// Prints the version of each write that the store said is done, or "locked" where another process has the folder.
using System.Text;
using AgenticApi.ResponseStoreWriter;
using AgenticApi.Serving;

var (folder, id, seed) = (args[0], args[1], int.Parse(args[2], null));
using var output = Console.OpenStandardOutput();
FileResponseStore store;
try
{
    store = new FileResponseStore(folder);
}
catch (IOException)
{
    output.Write("locked\n"u8);
    return;
}

using (store)
{
    var version = (await store.ReadAsync(id, "", "", TimeSpan.Zero, default))?.Version ?? 0;
    while (true)
    {
        var written = await store.WriteAsync(id, version, WrittenEntries.Of(seed, version + 1), durable: version % 50 == 0, default);
        if (written != ++version)
        {
            throw new InvalidOperationException($"The write of version {version} returned {written}.");
        }

        output.Write(Encoding.ASCII.GetBytes($"{version}\n"));
    }
}
