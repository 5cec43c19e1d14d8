using CityKit.Journal;
using CityKit.PostgreSql;
using CityKit.PostgreSql.KillTarget;
using CityKit.Storage;

// An owner of the partition ARGS[1] in the database ARGS[0]: commits one large entry after the other, says each that is stored, until it
// is lost or killed.
await using var store = new PostgreSqlCityStore(args[0], new() { Partition = args[1] });
var opened = await store.OpenAsync([], default);
var (number, hash) = (opened.Position.Number, opened.Position.Hash);
Console.WriteLine($"opened {opened.Epoch}");
try
{
    while (true)
    {
        var entry = LargeEntry.Of(number + 1);
        hash = JournalChain.Next(hash, entry);
        await store.CommitAsync(new StoreCommit { Epoch = opened.Epoch, After = number, Entries = [entry], Hash = hash }, default);
        Console.WriteLine($"stored {++number}");
    }
}
catch (IOException failed)
{
    var position = await store.ReadPositionAsync(default); // as a hub does: stored, or lost, or to be tried again
    Console.WriteLine(position.Epoch == opened.Epoch ? $"failed {failed.Message}" : $"lost at {position.Number}");
}
