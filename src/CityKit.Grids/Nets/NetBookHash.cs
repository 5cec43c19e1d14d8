using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CityKit.Grids.Nets;

/// <summary>
/// The hash of what a book answers by, whatever file it came from: a name and a version, then nets, unions and duties in their order. Names
/// for people are not in it. Numbers are little-endian; every text and list has its length before it.
/// </summary>
internal sealed class NetBookHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Dispose() => hash.Dispose();

    internal static byte[] Of(NetBook book)
    {
        using var hash = new NetBookHash();
        hash.Add("CityKit nets 1");
        hash.AddAll(book.Nets, hash.Add);
        hash.AddAll(book.Unions, hash.Add);
        hash.AddAll(book.Duties, hash.Add);
        return hash.hash.GetHashAndReset();
    }

    private void AddAll<T>(IReadOnlyCollection<T> items, Action<T> add)
    {
        Add(items.Count);
        foreach (var item in items) add(item);
    }

    private void Add(GovernanceNet net)
    {
        Add(net.Id.Value);
        AddAll(net.Levels, level => Add(level.Id));
    }

    private void Add(GridUnion union)
    {
        Add(union.Key.ToString());
        AddAll(union.UnitGrids, code => Add(code.ToString()));
        AddAll(union.Areas, code => Add(code.ToString()));
        Add(union.Valid.ToString());
    }

    private void Add(Duty duty)
    {
        string[] texts = [duty.Net.Value, duty.Level, duty.Place, duty.Body, duty.Person ?? "", duty.Role, duty.Valid.ToString()];
        foreach (var text in texts) Add(text);
        AddAll(duty.Matters, Add);
    }

    private void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        hash.AppendData(bytes);
    }

    private void Add(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
