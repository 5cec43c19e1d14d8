using System.Diagnostics;
using System.Runtime.InteropServices;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using Microsoft.Win32.SafeHandles;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// Single commits beside the disk itself, in turns of 200 so that a neighbour's load falls on both: one event into the outbox, and
/// the same bytes by
/// pwrite + fdatasync into a preallocated file; then 1,000 events of 64 bytes a commit, encoding included. Medians over the turns.
/// </summary>
internal static class DurableCommits
{
    private const int Turns = 40;
    private const int Each = 200;
    private const int Batch = 1000;
    private const int FileBytes = 64 << 20;

    internal static void Run()
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(Environment.GetEnvironmentVariable("CITYKIT_BENCH_DIR") ?? Path.GetTempPath(),
            $"citykit-commits-{Guid.NewGuid():n}"));
        try
        {
            using var outbox = EventOutbox.Open(
                new OutboxOptions { Path = Path.Combine(folder.FullName, "outbox.db"), Device = DeviceId.Parse("bench") });
            outbox.ReleaseClock(outbox.OpenBoot(new BootId(1)));
            using var file = Preallocated(Path.Combine(folder.FullName, "plain.log"));
            Measure(outbox, file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(EventOutbox outbox, SafeFileHandle file)
    {
        var (single, batch) = (new OutboxCommit(), new OutboxCommit());
        single.Add(OutboxBenchmarks.Event(1));
        foreach (var number in Enumerable.Range(1, Batch)) batch.Add(OutboxBenchmarks.Event(number));
        for (var i = 0; i < 1500; i++) outbox.Commit(single); // the log has its size, as on a device that runs
        var (ours, disk, batched) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            if (turn % 2 == 0) disk.Add(TimeAppends(file, turn));
            ours.Add(Time(Each, _ => outbox.Commit(single)));
            if (turn % 2 == 1) disk.Add(TimeAppends(file, turn)); // who comes first pays for what the other left in the disk's queue
        }
        for (var turn = 0; turn < Turns; turn++)
        {
            batched.Add(Time(10, _ => outbox.Commit(batch)) / Batch);
            outbox.Synced(Lane.Reading, outbox.Status.Reading.Last);
        }
        var (one, raw, many) = (Median(ours), Median(disk), Median(batched));
        Console.WriteLine($"outbox, one event a commit: {one:0.0} µs; pwrite + fdatasync: {raw:0.0} µs; rate against the disk: {100 * raw / one:0} %; turn by turn, median {100 * Median([.. disk.Zip(ours, (d, o) => d / o)]):0} %");
        Console.WriteLine($"outbox, {Batch} events of 64 B a commit: {many:0.00} µs for each, {1e6 / many:n0}/s; SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()}");
    }

    private static double TimeAppends(SafeFileHandle file, int turn) => Time(Each, i => Append(file, (turn * Each + i) * 64L));

    private static double Time(int count, Action<int> act)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++) act(i);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / count;
    }

    private static SafeFileHandle Preallocated(string path)
    {
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        var zeros = new byte[1 << 20];
        for (var at = 0L; at < FileBytes; at += zeros.Length) RandomAccess.Write(file, zeros, at);
        RandomAccess.FlushToDisk(file);
        return file;
    }

    private static void Append(SafeFileHandle file, long at)
    {
        Span<byte> bytes = stackalloc byte[EventCodec.MaxBytes];
        RandomAccess.Write(file, bytes[..EventCodec.Encode(OutboxBenchmarks.Event(1), bytes)], at);
        if (fdatasync((int)file.DangerousGetHandle()) != 0) throw new IOException($"fdatasync failed: {Marshal.GetLastPInvokeError()}");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int fdatasync(int file);
}
