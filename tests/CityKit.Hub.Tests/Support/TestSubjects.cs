using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Hub.Tests.Support;

/// <summary>Invented subjects and records; the same seed makes the same ones.</summary>
internal static class TestSubjects
{
    internal const int KeyBytes = 60;

    internal static SubjectKey Subject(Random random, int keyBytes = KeyBytes) =>
        new(SubjectId.FromBytes(Bytes(random, SubjectId.ByteLength)), SubjectLookup.FromBytes(Bytes(random, SubjectLookup.ByteLength)),
            Bytes(random, keyBytes));

    internal static SubjectKey[] Many(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Subject(random))];
    }

    internal static ProtectedRecord Record(string id, SubjectKey subject, Random random) =>
        new(id, subject.Id, Bytes(random, random.Next(80, 900)));

    /// <summary>Opens a store and commits them.</summary>
    internal static async Task<StoreCommit> PutAsync(ICityStore store, SubjectKey[] subjects, ProtectedRecord[] records)
    {
        var opened = await store.OpenAsync(HubFileTests.Kinds, default);
        var empty = new StoreCommit { Epoch = opened.Epoch, After = opened.Position.Number };
        await store.CommitAsync(empty with { Subjects = subjects, Records = records }, default);
        return empty;
    }

    internal static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Whether a file's bytes have these anywhere, or a third of them from either end.</summary>
    internal static bool Holds(ReadOnlySpan<byte> file, ReadOnlySpan<byte> sought) =>
        file.IndexOf(sought[..(sought.Length / 3)]) >= 0 || file.IndexOf(sought[^(sought.Length / 3)..]) >= 0;
}
