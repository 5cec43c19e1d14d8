using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// Reports falling objects (坠物检测) by two to four light barriers. A fall is a Detection: value = mean speed between the first and the last
/// beam in mm/s, <c>minDropMm</c> = lower bound of the drop above the uppermost beam,
/// <c>upper</c> = <c>undetermined</c>; of three and more crossings also the ranges of the speed at the first beam and of the terminal
/// speed, or <c>undetermined</c>. What is no fall is a Rejection with its reason: too-slow, too-fast, wrong-order, upward, uneven,
/// incomplete, single-beam, too-long, too-short, stuck; repeats of a minute are counted into one (value). When it cannot see it is Blind
/// (value 1 at the start of a span, 0 at its end) with reason <c>fog</c>, <c>film</c>, <c>low-sun</c>, <c>snow</c> or <c>unknown</c>; one
/// beam dark for long is a Fault with reason <c>stuck</c>. Each local midnight it reports the share of the month in which it could see, as
/// a Reading.
/// </summary>
internal sealed partial class BarrierDetector : IDetector
{
    private const string Tag = "barriers";
    private static readonly EventFields Fog = EventFields.Of(new EventField("reason", "fog"));
    private static readonly EventFields AllAtOnce = EventFields.Of(new EventField("reason", "unknown"));
    private readonly BarrierOptions options;
    private readonly BarrierPhysics physics;
    private readonly long merge;
    private readonly long rainDark;
    private readonly long fogAfter;
    private readonly long stuckAfter;
    private readonly long clearAfter;
    private Beam[] beams;
    private RejectionLog rejections = new();
    private BeamSight sight;
    private BarrierAvailability availability = new();
    private EmitterTest? test;
    private bool fog;
    private bool together;
    private long fogToldUntil;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public BarrierDetector(BarrierOptions options)
    {
        this.options = options;
        physics = new BarrierPhysics(options);
        Sensor = options.Sensor;
        Lines = options.Lines;
        beams = [.. Lines.Select(_ => new Beam())];
        sight = new BeamSight(beams.Length);
        test = NewTest();
        merge = Durations.Checked(options.Merge, Duration.FromMilliseconds(1), Duration.FromMilliseconds(100), nameof(options.Merge));
        rainDark = Durations.Checked(options.RainDark, Duration.Zero, Duration.FromMilliseconds(50), nameof(options.RainDark));
        fogAfter = Durations.Checked(options.FogAfter, Duration.FromSeconds(10), Duration.FromHours(1), nameof(options.FogAfter));
        stuckAfter = Durations.Checked(options.StuckAfter, Duration.FromSeconds(10), Duration.FromDays(1), nameof(options.StuckAfter));
        clearAfter = Durations.Checked(options.ClearAfter, Duration.FromMilliseconds(100), Duration.FromMinutes(10),
            nameof(options.ClearAfter));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <summary>The lines, from the uppermost down.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public long? Due
    {
        get
        {
            var due = Durations.Earlier(Durations.Earlier(rejections.Due, sight.Due), Durations.Earlier(FogBeginDue, FogEndDue));
            due = Durations.Earlier(due, Durations.Earlier(availability.Due, test?.Due));
            for (var i = 0; i < beams.Length; i++)
                due = Durations.Earlier(Durations.Earlier(due, CloseDue(i)), Durations.Earlier(ExpiryDue(i), StuckDue(i)));
            return due;
        }
    }

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        for (var i = 0; i < beams.Length; i++) beams[i].Reset(active[i], now);
        availability.Begin(now);
        test?.Begin(now);
    }

    /// <summary>
    /// An edge. Where edges were lost, half passages are forgotten: a time that is missing must not become a speed. While the emitters are
    /// tested, edges are answers and no objects.
    /// </summary>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        if (test is { IsRunning: true })
        {
            beams[line].Follow(active, nanoseconds);
            test.OnEdge(line, active, nanoseconds);
            return;
        }
        if (active) sight.Wake(nanoseconds);
        if (missed == 0) beams[line].OnEdge(active, nanoseconds);
        else
            foreach (var beam in beams)
                beam.Reset(beam == beams[line] ? active : beam.Dark, beam == beams[line] ? nanoseconds : beam.Since);
    }

    /// <inheritdoc/>
    public void OnClock(long now, Instant zero, IDetectorOutput output)
    {
        test?.OnClock(now, zero, availability.Zero is null);
        availability.OnClock(now, zero, output);
    }

    /// <inheritdoc/>
    public void OnSwitched(string output, bool active, long nanoseconds, bool done) => test?.OnSwitched(active, nanoseconds, done);

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        while (Due is { } due && due <= nanoseconds) Step(due, output);
    }

    /// <summary>
    /// Forgets half passages and takes the levels. Fog that was reported goes on being reported up to <paramref name="to"/>.
    /// </summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        OnTime(from, output);
        if (from == 0) sight.Reboot();
        sight.Forget(from > 0 ? from : to, output);
        if (fog) TellFog(to, from > 0 && from >= fogToldUntil ? to - fogToldUntil : to, output);
        for (var i = 0; i < beams.Length; i++) beams[i].Reset(active[i], to);
        rejections.Flush(to, output);
        test?.Lose(from, to, output);
        availability.Lose(from, to, output);
        availability.Set(to, IsBlind);
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 7 + beams.Length);
        writer.WriteBoolean(fog);
        writer.WriteBoolean(together);
        writer.WriteInt64(fogToldUntil);
        foreach (var beam in beams) beam.Save(ref writer);
        rejections.Save(ref writer);
        sight.Save(ref writer);
        availability.Save(ref writer);
        if (test is null) writer.WriteNil();
        else test.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 7 + beams.Length);
        var state = (Fog: reader.ReadBoolean(), Together: reader.ReadBoolean(), Told: reader.ReadTime());
        var loaded = new Beam[beams.Length];
        for (var i = 0; i < loaded.Length; i++) loaded[i] = Beam.Load(ref reader);
        var log = RejectionLog.Load(ref reader);
        var (seeing, share, testing) = (BeamSight.Load(ref reader, beams.Length), BarrierAvailability.Load(ref reader), NewTest());
        if (!reader.TryReadNil()) (testing ?? new EmitterTest(new EmitterTestOptions(""), beams.Length, null)).Load(ref reader);
        if (reader.Error is null)
            (fog, together, fogToldUntil, beams, rejections, sight, availability, test) = (state.Fog, state.Together, state.Told, loaded,
                log, seeing, share, testing);
    }

    /// <summary>Everything that is due at one moment, always in this order.</summary>
    private void Step(long at, IDetectorOutput output)
    {
        Watch(at, output);
        sight.OnTime(at, beams, availability.Zero?.PlusNanoseconds(at), output);
        for (var i = 0; i < beams.Length; i++)
        {
            if (CloseDue(i) <= at) Close(i, at, output);
            if (ExpiryDue(i) <= at) Expire(i, at, output);
        }
        rejections.OnTime(at, output);
        if (test?.OnTime(at, beams, Lines, fog || Array.Exists(beams, b => b.IsBusy), availability.Zero, output) is true)
            availability.CountMissedTest();
        availability.OnTime(at, output);
        availability.Set(at, IsBlind);
    }

    /// <summary>True when no fall could be reported, or none would be believed.</summary>
    private bool IsBlind =>
        fog || sight.Reason is not null || test is { IsUnproven: true } or { IsRunning: true } || beams.Count(b => !b.Stuck) < 2;

    private EmitterTest? NewTest() => options.EmitterTest is { } tested ? new EmitterTest(tested, beams.Length, options.Beam) : null;
}
