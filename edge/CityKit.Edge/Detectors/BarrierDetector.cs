using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>
/// Tells falling objects (坠物检测) by two to four light barriers. A fall is a Detection: value = mean speed between the first and the last beam in mm/s, <c>minDropMm</c> = lower bound of the drop above the uppermost beam,
/// <c>upper</c> = <c>undetermined</c>; of three and more crossings also the ranges of the speed at the first beam and of the terminal speed, or <c>undetermined</c>. What is no fall is a Rejection with its reason: too-slow,
/// too-fast, wrong-order, upward, uneven, incomplete, single-beam, too-long, too-short, stuck; repeats of a minute are counted into one (value).
/// All beams dark for long is Blind with reason <c>fog</c> (value 1 at its start, 0 at its end); one beam, a Fault with reason <c>stuck</c>.
/// </summary>
public sealed partial class BarrierDetector : IDetector
{
    private const string Tag = "barriers";
    private static readonly EventFields Fog = EventFields.Of(new EventField("reason", "fog"));
    private readonly BarrierOptions options;
    private readonly BarrierPhysics physics;
    private readonly long merge;
    private readonly long rainDark;
    private readonly long fogAfter;
    private readonly long stuckAfter;
    private readonly long clearAfter;
    private Beam[] beams;
    private RejectionLog rejections = new();
    private bool fog;
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
        merge = Durations.Checked(options.Merge, Duration.FromMilliseconds(1), Duration.FromMilliseconds(100), nameof(options.Merge));
        rainDark = Durations.Checked(options.RainDark, Duration.Zero, Duration.FromMilliseconds(50), nameof(options.RainDark));
        fogAfter = Durations.Checked(options.FogAfter, Duration.FromSeconds(10), Duration.FromHours(1), nameof(options.FogAfter));
        stuckAfter = Durations.Checked(options.StuckAfter, Duration.FromSeconds(10), Duration.FromDays(1), nameof(options.StuckAfter));
        clearAfter = Durations.Checked(options.ClearAfter, Duration.FromMilliseconds(100), Duration.FromMinutes(10), nameof(options.ClearAfter));
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
            var due = Durations.Earlier(rejections.Due, Durations.Earlier(FogBeginDue, FogEndDue));
            for (var i = 0; i < beams.Length; i++) due = Durations.Earlier(Durations.Earlier(due, CloseDue(i)), Durations.Earlier(ExpiryDue(i), StuckDue(i)));
            return due;
        }
    }

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        for (var i = 0; i < beams.Length; i++) beams[i].Reset(active[i], now);
    }

    /// <summary>An edge. Where edges were lost, half passages are forgotten: a time that is missing must not become a speed.</summary>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        if (missed == 0) beams[line].OnEdge(active, nanoseconds);
        else foreach (var beam in beams) beam.Reset(beam == beams[line] ? active : beam.Dark, beam == beams[line] ? nanoseconds : beam.Since);
    }

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        while (Due is { } due && due <= nanoseconds) Step(due, output);
    }

    /// <summary>Forgets half passages and takes the levels. Fog that was told goes on being told up to <paramref name="to"/>.</summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        OnTime(from, output);
        if (fog) TellFog(to, from > 0 && from >= fogToldUntil ? to - fogToldUntil : to, output);
        for (var i = 0; i < beams.Length; i++) beams[i].Reset(active[i], to);
        rejections.Flush(to, output);
    }

    /// <inheritdoc/>
    public void Save(ref MessagePackWriter writer)
    {
        writer.Begin(Tag, 3 + beams.Length);
        writer.WriteBoolean(fog);
        writer.WriteInt64(fogToldUntil);
        foreach (var beam in beams) beam.Save(ref writer);
        rejections.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref MessagePackReader reader)
    {
        reader.Begin(Tag, 3 + beams.Length);
        var state = (Fog: reader.ReadBoolean(), Told: reader.ReadTime());
        var loaded = new Beam[beams.Length];
        for (var i = 0; i < loaded.Length; i++) loaded[i] = Beam.Load(ref reader);
        var log = RejectionLog.Load(ref reader);
        if (reader.Error is null) (fog, fogToldUntil, beams, rejections) = (state.Fog, state.Told, loaded, log);
    }

    /// <summary>Everything that is due at one moment, always in this order.</summary>
    private void Step(long at, IDetectorOutput output)
    {
        Watch(at, output);
        for (var i = 0; i < beams.Length; i++)
        {
            if (CloseDue(i) <= at) Close(i, at, output);
            if (ExpiryDue(i) <= at) Expire(i, at, output);
        }
        rejections.OnTime(at, output);
    }
}
