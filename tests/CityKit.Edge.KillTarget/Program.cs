using CityKit.Core;
using CityKit.Edge.KillTarget;
using CityKit.Edge.Outbox;

// Commits events whose content follows from their sequence, tells each commit on standard output once it returned, until killed. Now and
// then the hub answers for a part: told as "answering" before and as "answered" once it returned.
// With "release FOLDER KEY ACT PACKAGE N" it changes releases of an agent and dies at the Nth step.
// With "full FOLDER BYTES" it runs the loop on a disk that fills up.
SQLitePCL.Batteries_V2.Init();
if (args is ["full", var folder, var leave])
{
    await new FullDisk(folder).RunAsync(int.Parse(leave, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}
if (args is ["release", var releases, var key, var act, var package, var dieAt])
{
    await ReleaseSteps.RunAsync(releases, key, act, package, dieAt);
    return 0;
}
using var outbox = EventOutbox.Open(new OutboxOptions { Path = args[0], Device = KnownEvents.Device });
outbox.OpenBoot(KnownEvents.Boot);
var random = new Random(int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
var output = Console.Out;
var status = outbox.Status;
output.WriteLine($"open {status.Alarm.Last} {status.Reading.Last}");
while (true)
{
    var (alarm, reading) = (outbox.Status.Alarm.Last, outbox.Status.Reading.Last);
    var commit = new OutboxCommit();
    for (var i = random.Next(4); i > 0; i--) commit.Add(KnownEvents.Make(Lane.Alarm, ++alarm));
    for (var i = random.Next(1, 60); i > 0; i--) commit.Add(KnownEvents.Make(Lane.Reading, ++reading));
    commit.SetState("last", KnownEvents.State(alarm, reading));
    commit.Source = new SourcePosition(0, reading, alarm);
    var receipt = outbox.Commit(commit);
    if (!receipt.IsCommitted) return 1;
    output.WriteLine($"committed {receipt.LastAlarm} {receipt.LastReading}");
    if (random.Next(2) == 0) Answer(receipt);
    output.Flush();
}

void Answer(OutboxReceipt receipt)
{
    var (alarms, readings) = (Part(outbox.Status.Alarm.Cursor, receipt.LastAlarm), Part(outbox.Status.Reading.Cursor, receipt.LastReading));
    output.WriteLine($"answering {alarms} {readings}");
    output.Flush();
    outbox.Synced(Lane.Alarm, alarms);
    outbox.Synced(Lane.Reading, readings);
    output.WriteLine($"answered {alarms} {readings}");
}

long Part(long from, long last) => random.NextInt64(from, last + 1);
