using BenchmarkDotNet.Running;
using CityKit.Benchmarks;
using CityKit.Benchmarks.Cases;
using CityKit.Benchmarks.CityYears;
using CityKit.Benchmarks.Clusters;
using CityKit.Benchmarks.Elders;
using CityKit.Benchmarks.Falls;
using CityKit.Benchmarks.Stations;

// "falls FOLDER", "elder-watch FOLDER OUT" and "stations FOLDER OUT" are evaluations; "agree [points]" holds the locator against
// NetTopologySuite; "drain
// [events]", "edges [edges]", "commits", "starts [keys]", "open-clocks [ITEMS]", "starts-windows [keys]", "indexes", "listeners [COUNT]",
// "day [SENSORS]",
// "cases", "cases-durable [CASES]", "city-year [FILE] [--share PERCENT] [--seed N] [--month 1..12] [--out FILE]",
// "pg-disk DEVICES EVENTS BATCHES CASES", "cluster DEVICES EVENTS BATCHES ATONCE [SHAPE...]",
// "stores DEVICES EVENTS BATCHES", "pg-cost HUBS ROUNDS ATONCE", "city-kpi [items]", "signed DEVICES EVENTS BATCHES", "readings DEVICES
// EVENTS BATCHES", "keys [keys]", "rules 10000",
// "rules 300", "recorded FILE", "sdjwt", "pass", "serial", "statuses", "plans", "questions [components]", "systems", "rings [corners]",
// "nested", "shapefile [rows]",
// "survey [components]", "tables [components]", "maps [components]", "map-tiles [components]", "operations [items]", "cockpit [items]",
// "desk [items components desks]" and "rest AGENT EMPTYHOST SECONDS" are one
// long run each, measured by the clock; everything else is BenchmarkDotNet's.
SQLitePCL.Batteries_V2.Init();
switch (args)
{
    case ["elder-watch", var homes, var output]: ElderWatch.Run(homes, output, Console.Out); break;
    case ["stations", var stations, var output]: StationReport.Run(stations, output, Console.Out); break;
    case ["falls", var folder]: FallEvaluation.Run(folder, Console.Out); break;
    case ["agree", .. var count]: return LocatorAgreement.Run(NumberOr(count, 1_000_000), Console.Out);
    case ["drain", .. var count]: await BacklogDrain.RunAsync(NumberOr(count, 1_000_000)); break;
    case ["intake", .. [_, _, _] sizes]: await HubIntake.RunAsync([.. sizes.Select(Number)]); break;
    case ["signed", .. [_, _, _] sizes]: await HubIntake.CompareSignedAsync([.. sizes.Select(Number)]); break;
    case ["readings", .. [_, _, _] sizes]: await HubIntake.CompareReadingsAsync([.. sizes.Select(Number)]); break;
    case ["stores", .. [_, _, _] sizes]: await HubIntake.CompareAsync([.. sizes.Select(Number)]); break;
    case ["cluster", var devices, var events, var batches, var atOnce, .. var shapes]: await ClusterCosts.RunAsync(
        Number(devices), Number(events), Number(batches), Number(atOnce), [.. shapes.Select(Number)]); break;
    case ["cluster-node", var database, var keys, .. [_, _, _] sizes]: await NodeChild.RunAsync(
        database, keys, Number(sizes[0]), Number(sizes[1]), Number(sizes[2])); break;
    case ["pg-disk", .. [_, _, _, _] sizes]: await PostgresDisk.RunAsync(
        Number(sizes[0]), Number(sizes[1]), Number(sizes[2]), Number(sizes[3])); break;
    case ["pg-cost", var hubs, var rounds, var atOnce]: await PgCost.RunAsync(Number(hubs), Number(rounds), Number(atOnce)); break;
    case ["city-kpi", .. var count]: await CityKpi.RunAsync(NumberOr(count, 5_000_000)); break;
    case ["pages", .. var count]: await StorePages.RunAsync(NumberOr(count, 1_000_000)); break;
    case ["starts", .. var count]: await HubStarts.RunAsync(NumberOr(count, 1_000_000)); break;
    case ["start", var what, var file, var count]: await HubStarts.RunChildAsync(what, file, Number(count)); break;
    case ["open-clocks", .. var count]: await OpenClocks.RunAsync(NumberOr(count, 1_000_000)); break;
    case ["starts-windows", .. var windows]: await WindowHubStarts.RunAsync(NumberOr(windows, 1_000_000)); break;
    case ["start-windows", var what, var file, var windows]: await WindowHubStarts.RunChildAsync(what, file, Number(windows)); break;
    case ["listeners", .. var count]: await StreamListeners.RunAsync(NumberOr(count, 1_000)); break;
    case ["day", .. var count]: await DayOfReadings.RunAsync(NumberOr(count, 1_000_000)); break;
    case ["indexes"]: await IndexCost.RunAsync(); break;
    case ["indexes-of", var how]: await IndexCost.RunChildAsync(how == "with"); break;
    case ["serial"]: SerialLines.Run(); break;
    case ["plans"]: PlansByHand.Run(); break;
    case ["statuses"]: await StatusRates.RunAsync(); break;
    case ["keys", .. var count]: KeyedWindows.Run(NumberOr(count, 1_000_000)); break;
    case ["rules", "300"]: ConcerningRules.Run(300); break;
    case ["rules", var ruleCount]: ManyRules.Run(Number(ruleCount)); break;
    case ["recorded", var file]: RecordedYear.Run(file); break;
    case ["sdjwt"]: SdJwtRates.Run(); break;
    case ["pass"]: PassScans.Run(); break;
    case ["commits"]: DurableCommits.Run(); break;
    case ["cases"]: CaseFigures.Run(); break;
    case ["cases-durable", .. var count]: await DurableCases.RunAsync(NumberOr(count, 5_000)); break;
    case ["city-year", .. var asked]: CityYear.Run(asked, Console.Out); break;
    case ["edges", .. var count]: await EdgesThroughDetectors.RunAsync(NumberOr(count, 2_000_000)); break;
    case ["shapefile", .. var rows]: ShapefileRows.Run(NumberOr(rows, 500_000)); break;
    case ["nested"]: NestedLocator.Run(); break;
    case ["rings", .. var corners]: RingValidity.Run(NumberOr(corners, 300_000), 5_000); break;
    case ["systems"]: PositionRates.Run(); break;
    case ["questions", .. var count]: await QuestionRun.RunAsync(NumberOr(count, Town.Size)); break;
    case ["survey", .. var count]: await SurveyRun.RunAsync(NumberOr(count, Town.Size)); break;
    case ["survey-open", var file]: await SurveyRun.OpenAsync(file); break;
    case ["maps", .. var count]: MapRun.Run(NumberOr(count, Town.Size)); break;
    case ["map-tiles", .. var count]: LargestTiles.Run(NumberOr(count, 1_000_000)); break;
    case ["tables", .. var count]: await TablesRun.RunAsync(NumberOr(count, Town.Size)); break;
    case ["table-import", var file]: await TablesRun.ImportAsync(file); break;
    case ["table-read", var file, var by]: TablesRun.Read(file, by); break;
    case ["operations", .. var count]: await ItemOperations.RunAsync(NumberOr(count, 20_000)); break;
    case ["desk", var items, var pieces, var desks]: await DeskFigures.RunAsync(Number(items), Number(pieces), Number(desks)); break;
    case ["desk"]: await DeskFigures.RunAsync(50_000, 1_000_000, 200); break;
    case ["desk-visitors", var what, var address, var page, var visits]: await DeskVisitors.RunAsync(what, address, page, Number(visits));
        break;
    case ["cockpit", .. var count]: await CockpitPages.RunAsync(NumberOr(count, 50_000)); break;
    case ["rest", var agent, var empty, var seconds]: await AgentAtRest.RunAsync(agent, empty, Number(seconds)); break;
    default: BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args); break;
}
return 0;

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int NumberOr(string[] given, int otherwise) => given is [var text] ? Number(text) : otherwise;
