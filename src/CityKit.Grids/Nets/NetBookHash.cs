namespace CityKit.Grids.Nets;

/// <summary>
/// The hash of what a book answers by, whatever file it came from: a name and a version, then nets, unions and duties in their order. Names
/// for people are not in it. Numbers are little-endian; every text and list has its length before it.
/// </summary>
internal sealed class NetBookHash : IDisposable
{
    private readonly ContentHash hash = new();

    public void Dispose() => hash.Dispose();

    internal static byte[] Of(NetBook book)
    {
        using var hash = new NetBookHash();
        hash.hash.Add("CityKit nets 1");
        hash.AddAll(book.Nets, hash.Add);
        hash.AddAll(book.Unions, hash.Add);
        hash.AddAll(book.Duties, hash.Add);
        return hash.hash.Finish();
    }

    private void AddAll<T>(IReadOnlyCollection<T> items, Action<T> add)
    {
        hash.Add(items.Count);
        foreach (var item in items) add(item);
    }

    private void Add(GovernanceNet net)
    {
        hash.Add(net.Id.Value);
        AddAll(net.Levels, level => hash.Add(level.Id));
    }

    private void Add(GridUnion union)
    {
        hash.Add(union.Key.ToString());
        AddAll(union.UnitGrids, code => hash.Add(code.ToString()));
        AddAll(union.Areas, code => hash.Add(code.ToString()));
        hash.Add(union.Valid.ToString());
    }

    private void Add(Duty duty)
    {
        string[] texts = [duty.Net.Value, duty.Level, duty.Place, duty.Body, duty.Person ?? "", duty.Role, duty.Valid.ToString()];
        foreach (var text in texts) hash.Add(text);
        AddAll(duty.Matters, hash.Add);
    }
}
