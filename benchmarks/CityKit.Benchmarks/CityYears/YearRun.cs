using System.Globalization;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>A year of a district: reports come as in a real set, and people move the cases in the order of time. One thread; a seed
/// gives one year.</summary>
internal sealed class YearRun
{
    private readonly YearOptions options;
    private readonly RequestSet requests;
    private readonly Random random;
    private readonly WorkEngine engine = new(ProfileCatalogue.BuiltIn, CityPolicy.Policy, WorkCalendar.BuiltIn);
    private readonly Profile profile = ProfileCatalogue.BuiltIn.TryGet(CityPolicy.Profile, out var found) ? found
        : throw new InvalidOperationException(CityPolicy.Profile);
    private readonly PriorityQueue<Action<Instant>, (Instant At, long Number)> queue = new();
    private readonly List<CaseTrack> inMonth = [];
    private readonly CasePlanner planner;
    private long number;

    internal YearRun(YearOptions options, RequestSet requests)
    {
        (this.options, this.requests, random) = (options, requests, new Random(options.Seed));
        planner = new CasePlanner(engine, profile, options.Share, random, (plan, at) => Later(at, now => Do(plan, now)));
    }

    /// <summary>What happened, by local day and command.</summary>
    internal YearTally Tally { get; } = new();

    /// <summary>The month of the report, at its end.</summary>
    internal MonthFigures? Month { get; private set; }

    /// <summary>Runs the year.</summary>
    /// <param name="progress">Hears of each month that ended.</param>
    internal void Run(Action<string> progress)
    {
        for (var day = new LocalDate(YearOptions.Year, 1, 1); day.Year == YearOptions.Year; day = day.PlusDays(1))
        {
            Plan(day);
            RunUntil(StartOf(day.PlusDays(1)));
            if (day.PlusDays(1).Month != day.Month) EndMonth(day, progress);
        }
    }

    private static Instant StartOf(LocalDate day) => day.AtStartOfDayInZone(WorkCalendar.Zone).ToInstant();

    private void Later(Instant at, Action<Instant> act) => queue.Enqueue(act, (at, number++));

    private void RunUntil(Instant end)
    {
        while (queue.TryPeek(out var act, out var due) && due.At < end)
        {
            queue.Dequeue();
            act(due.At);
        }
    }

    private void Plan(LocalDate day)
    {
        var mean = YearOptions.YearReports * options.Share / 365;
        var count = (int)(mean * YearRates.OfDay(!WorkCalendar.BuiltIn.IsWorkDay(day), day.DayOfYear, random) + random.NextDouble());
        for (var n = 0; n < count; n++)
        {
            var request = requests.Rows[random.Next(requests.Rows.Count)];
            Later(StartOf(day) + Duration.FromSeconds(request.Time.Hour * 3600 + request.Time.Minute * 60 + random.Next(60)), now =>
                Open(request, now));
        }
    }

    private void Open(Request request, Instant now)
    {
        var source = SourceOf(random.NextDouble());
        var reporter = ReporterOf(source);
        var decision = engine.Open(new OpenWorkItem(WorkItemId.FromCause($"year/{options.Seed}/{Tally.Opened + 1}"), CityPolicy.Profile,
            source)
        {
            Class = request.Kind.Class,
            Place = District.PlaceOf(Near(request.East), Near(request.North)),
            ReportId = source == "resident" ? $"report-{Tally.Opened + 1}" : null,
            Evidence = ["photo/before"],
            Details = source == "hotline" && profile.Fields.Any(field => field.Id == "orderNumber") ? OrderNumber()
                : new WorkCommand("").Details,
        }, reporter, now);
        var track = new CaseTrack(decision.OrThrow(), request.Kind, reporter);
        if (DateOf(now).Month == options.Month) inMonth.Add(track);
        Tally.Add(decision.Events, profile);
        planner.Next(track, now);
    }

    private System.Collections.Immutable.ImmutableSortedDictionary<string, string> OrderNumber() => new WorkCommand("").Details
        .Add("orderNumber", string.Create(CultureInfo.InvariantCulture, $"12345-{YearOptions.Year}-{Tally.Opened + 1:000000}"));

    private static string SourceOf(double part) => part switch
    {
        < YearRates.FromResidents => "resident",
        < YearRates.FromResidents + YearRates.FromHotline => "hotline",
        < YearRates.FromResidents + YearRates.FromHotline + YearRates.FromGridWorkers => "grid-worker",
        _ => "inspector",
    };

    private Actor ReporterOf(string source) => source switch
    {
        "resident" => Actor.Of($"resident-{random.Next(100_000)}", "", Role.Resident),
        "hotline" => Actor.Of("hotline-1", Bodies.Supervision, Role.Acceptor),
        "grid-worker" => Actor.Of($"grid-{random.Next(200)}", "网格中心", Role.GridWorker),
        _ => Actor.Of($"inspector-{random.Next(60)}", Bodies.Supervision, Role.Inspector),
    };

    /// <summary>A request may be anywhere near its place: the set's places are rounded.</summary>
    private double Near(double part) => Math.Clamp(part + (random.NextDouble() - 0.5) * 0.02, 0, 1);

    private void Do(Plan plan, Instant now)
    {
        var track = plan.Case;
        if (plan.IsMark && engine.RowFor(track.Item, plan.Command.Name, plan.Actor, now) is null) return;
        var decision = engine.Apply(track.Item, plan.Command, plan.Actor, now);
        if (decision.Refusal is { } refusal)
            throw new InvalidOperationException($"'{plan.Command.Name}' in '{track.Item.State}': {refusal.Message.En}");
        track.Item = decision.Item!;
        Tally.Add(decision.Events, profile);
        if (!plan.IsMark) planner.Next(track, now);
    }

    private void EndMonth(LocalDate last, Action<string> progress)
    {
        var end = StartOf(last.PlusDays(1));
        progress(string.Create(CultureInfo.InvariantCulture,
            $"{last:uuuu-MM}: {Tally.Opened:n0} cases, {Tally.Opened - Tally.Ended:n0} open, {Tally.Steps:n0} steps"));
        if (last.Month != options.Month) return;
        Month = new MonthFigures(last, end, [.. inMonth.Select(track => engine.Tick(track.Item, end).Item!)], Tally);
        inMonth.Clear();
    }

    private static LocalDate DateOf(Instant at) => at.InZone(WorkCalendar.Zone).Date;
}
