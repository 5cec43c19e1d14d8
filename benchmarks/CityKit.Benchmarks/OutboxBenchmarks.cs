using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Order;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using Microsoft.Data.Sqlite;

namespace CityKit.Benchmarks;

/// <summary>
/// The outbox on a real disk: 1,000 events of 64 bytes in one commit against a plain insert loop over ADO.NET with the same durability,
/// both with encoding; and one event a commit against what the disk can do at all, pwrite + fsync into a preallocated file.
/// </summary>
[SimpleJob(warmupCount: 3, iterationCount: 10)]
[MemoryDiagnoser]
[Orderer(SummaryOrderPolicy.Declared)]
public class OutboxBenchmarks
{
    /// <summary>Events a batched commit.</summary>
    public const int Batch = 1000;

    private const int LogCommits = 1500;
    private const int FileBytes = 64 << 20;
    private readonly OutboxCommit batch = new();
    private readonly OutboxCommit single = new();
    private readonly byte[] encoded = new byte[EventCodec.MaxBytes];
    private CityEvent[] events = [];
    private DirectoryInfo folder = null!;
    private EventOutbox outbox = null!;
    private SqliteConnection plain = null!;
    private FileStream file = null!;
    private long offset;

    /// <summary>Opens the three files in one folder: the one of the environment variable <c>CITYKIT_BENCH_DIR</c>, or the system's
    /// temporary one.</summary>
    [GlobalSetup]
    public void Open()
    {
        SQLitePCL.Batteries_V2.Init();
        folder = Directory.CreateDirectory(
            Path.Combine(Environment.GetEnvironmentVariable("CITYKIT_BENCH_DIR") ?? Path.GetTempPath(),
            $"citykit-bench-{Guid.NewGuid():n}"));
        outbox = EventOutbox.Open(
            new OutboxOptions { Path = Path.Combine(folder.FullName, "outbox.db"), Device = DeviceId.Parse("bench") });
        outbox.ReleaseClock(outbox.OpenBoot(new BootId(1)));
        events = [.. Enumerable.Range(1, Batch).Select(Event)];
        foreach (var cityEvent in events) batch.Add(cityEvent);
        single.Add(events[0]);
        OpenPlain();
        OpenFile();
        // the log has its size, as on a device that runs, and as the file it is compared with
        for (var i = 0; i < LogCommits; i++) outbox.Commit(single);
    }

    /// <summary>Puts everything away.</summary>
    [GlobalCleanup]
    public void Close()
    {
        Console.WriteLine($"// outbox: {outbox.Status.BytesWrittenPerEvent} bytes written for each event, {outbox.Status.EventsWritten} events");
        outbox.Dispose();
        plain.Dispose();
        file.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>Nobody takes the events away here, so the outbox is emptied between iterations.</summary>
    [IterationSetup]
    public void Empty() => outbox.Synced(Lane.Reading, outbox.Status.Reading.Last);

    /// <summary>The outbox, 1,000 events a commit; a figure for each event.</summary>
    [Benchmark(OperationsPerInvoke = Batch * 20)]
    public void OutboxBatched()
    {
        for (var i = 0; i < 20; i++) outbox.Commit(batch);
    }

    /// <summary>A plain insert loop, 1,000 events a transaction; a figure for each event.</summary>
    [Benchmark(OperationsPerInvoke = Batch * 20)]
    public void PlainInsertBatched()
    {
        for (var i = 0; i < 20; i++) InsertPlain();
    }

    /// <summary>The outbox, one event a commit.</summary>
    [Benchmark(OperationsPerInvoke = 200)]
    public void OutboxSingle()
    {
        for (var i = 0; i < 200; i++) outbox.Commit(single);
    }

    /// <summary>The disk: one event by pwrite and fsync into a preallocated file.</summary>
    [Benchmark(OperationsPerInvoke = 200)]
    public void PreallocatedFileSingle()
    {
        for (var i = 0; i < 200; i++) AppendToFile();
    }

    /// <summary>64 bytes on the wire, with a sequence over 65,535.</summary>
    internal static CityEvent Event(int number) =>
        new(EventKind.Reading, SensorName.Parse("water-meter-00012"), new DeviceTime(0, 8_640_000_000_000 + number), 1234)
    {
        Sequence = 1_000_000,
        SpanNanoseconds = 60_000_000_000,
        Fields = EventFields.Of(new EventField("health", "good"), new EventField("n", 7)),
    };

    private void OpenPlain()
    {
        plain = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "plain.db")}");
        plain.Open();
        using var setup = plain.CreateCommand();
        setup.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows(sequence INTEGER PRIMARY KEY, bytes BLOB)";
        setup.ExecuteNonQuery();
    }

    private void InsertPlain()
    {
        using var transaction = plain.BeginTransaction();
        using var insert = plain.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO rows(bytes) VALUES($bytes)";
        var bytes = insert.Parameters.Add("$bytes", SqliteType.Blob);
        foreach (var cityEvent in events)
        {
            bytes.Value = encoded[..EventCodec.Encode(cityEvent, encoded)];
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private void OpenFile()
    {
        file = new FileStream(
            Path.Combine(folder.FullName, "plain.log"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        var zeros = new byte[1 << 20];
        for (var written = 0; written < FileBytes; written += zeros.Length) file.Write(zeros);
        file.Flush(flushToDisk: true);
    }

    private void AppendToFile()
    {
        var length = EventCodec.Encode(events[0], encoded);
        RandomAccess.Write(file.SafeFileHandle, encoded.AsSpan(0, length), offset);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        offset = (offset + length) % (FileBytes - EventCodec.MaxBytes);
    }
}
