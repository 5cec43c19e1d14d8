using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Core.Chain;
using CityKit.Journal;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks.Cases;

/// <summary>
/// Work items in memory, on one thread: the row for a command beside Stateless, a command with its encoding and the journal's chain, and
/// whole lives. CPU time and bytes of medians over rounds in turn.
/// </summary>
internal sealed class CaseFigures
{
    private const int Rounds = 15;
    private const int Lives = 4_000;
    private const int Asks = 100_000;

    private readonly WorkEngine engine = CaseLife.NewEngine();
    private readonly StateMachineRival rival;
    private readonly WorkItem[] before; // of each step
    private readonly WorkDecision[] decisions; // of each step
    private readonly ArrayBufferWriter<byte> buffer = new(16 << 10);
    private readonly Utf8JsonWriter json;
    private RunningHash chain;
    private long number;

    private CaseFigures()
    {
        rival = new StateMachineRival(engine.Profiles.All.Single(profile => profile.Id == "city-management"));
        json = new Utf8JsonWriter(buffer);
        decisions = [.. Life(CaseLife.Open(engine, WorkItemId.FromCause("bench")))];
        before = [CaseLife.Open(engine, WorkItemId.FromCause("bench")), .. decisions.SkipLast(1).Select(CaseLife.Done)];
    }

    internal static void Run() => new CaseFigures().Measure();

    private void Measure()
    {
        var steps = CaseLife.Steps.Count;
        var figures = new (string Name, int Count, Action Work)[]
        {
            ("row for a command", Asks * steps, AskRows),
            ("Stateless, fire", Asks * steps, FireRival),
            ("command with its history", Lives * steps, ApplyAll),
            ("the same, its entry as JSON, into the chain", Lives * steps, ApplyEncodeChain),
            ("its item as JSON", Lives * steps, EncodeAll),
            ("whole life, six commands", Lives, LiveAll),
        };
        var times = figures.Select(_ => new List<double>()).ToArray();
        var bytes = new double[figures.Length];
        for (var round = 0; round < Rounds; round++)
            foreach (var (i, (_, count, work)) in figures.Index())
            {
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                times[i].Add(CpuSeconds(work) * 1e9 / count);
                bytes[i] = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)count;
            }
        foreach (var (i, (name, _, _)) in figures.Index())
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {Median(times[i]):n0} ns of CPU (least {times[i].Min():n0}), {bytes[i]:n0} B"));
    }

    private IEnumerable<WorkDecision> Life(WorkItem item)
    {
        foreach (var (command, actor, after) in CaseLife.Steps)
        {
            var decision = engine.Apply(item, command, actor, CaseLife.Start + after);
            item = CaseLife.Done(decision);
            yield return decision;
        }
    }

    private void AskRows()
    {
        for (var n = 0; n < Asks; n++)
            for (var i = 0; i < before.Length; i++)
            {
                var (command, actor, after) = CaseLife.Steps[i];
                if (engine.RowFor(before[i], command.Name, actor,
                    CaseLife.Start + after) is null) throw new InvalidOperationException(command.Name);
            }
    }

    private void FireRival()
    {
        for (var n = 0; n < Asks; n++)
            for (var i = 0; i < before.Length; i++)
            {
                var (command, actor, _) = CaseLife.Steps[i];
                if (rival.Fire(before[i].State, command.Name, actor,
                    before[i].Assignee?.Body) == before[i].State) throw new InvalidOperationException(command.Name);
            }
    }

    private void ApplyAll() => EachStep(i => _ = Apply(i));

    private void EncodeAll() => EachStep(i => EncodeItem(decisions[i].Item!));

    private void ApplyEncodeChain() => EachStep(i =>
    {
        EncodeEntries(Apply(i));
        Chain();
    });

    private void LiveAll()
    {
        for (var n = 0; n < Lives; n++)
            if (Life(CaseLife.Open(engine,
                WorkItemId.FromCause($"bench/{n}"))).Last().Item!.State != "closed") throw new InvalidOperationException("not closed");
    }

    private WorkDecision Apply(int i)
    {
        var (command, actor, after) = CaseLife.Steps[i];
        return engine.Apply(before[i], command, actor, CaseLife.Start + after);
    }

    private void EncodeItem(WorkItem item)
    {
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        WorkItemJson.WriteStored(json, item);
        json.Flush();
    }

    private void EncodeEntries(WorkDecision decision)
    {
        buffer.ResetWrittenCount();
        foreach (var entry in decision.Events)
        {
            json.Reset(buffer);
            WorkItemJson.WriteEntry(json, entry);
            json.Flush();
        }
    }

    /// <summary>One journal entry with what was written, into the running hash.</summary>
    private void Chain() => chain = JournalChain.Next(chain, new JournalEntry(++number, CaseLife.Start, JournalKind.Command, "bench",
        buffer.WrittenMemory));

    private void EachStep(Action<int> act)
    {
        for (var n = 0; n < Lives; n++)
            for (var i = 0; i < before.Length; i++) act(i);
    }
}
