using BenchmarkDotNet.Running;
using CityKit.Benchmarks;
using CityKit.Benchmarks.Elders;
using CityKit.Benchmarks.Falls;

// "falls FOLDER" and "elder-watch FOLDER OUT" are evaluations; "agree [points]" holds the locator against NetTopologySuite; "drain [events]", "edges [edges]", "commits", "starts [keys]", "starts-windows [keys]", "indexes", "listeners [COUNT]", "day [SENSORS]", "stores DEVICES EVENTS BATCHES", "signed DEVICES EVENTS BATCHES", "readings DEVICES EVENTS BATCHES", "keys [keys]", "rules 10000", "rules 300", "recorded FILE", "serial", "survey [components]" and "rest AGENT EMPTYHOST SECONDS" are one long run each,
// measured by the clock; everything else is BenchmarkDotNet's.
SQLitePCL.Batteries_V2.Init();
switch (args)
{
    case ["elder-watch", var homes, var output]: ElderWatch.Run(homes, output, Console.Out); break;
    case ["falls", var folder]: FallEvaluation.Run(folder, Console.Out); break;
    case ["agree", .. var count]: return LocatorAgreement.Run(count is [var points] ? int.Parse(points, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000, Console.Out);
    case ["drain", .. var count]: await BacklogDrain.RunAsync(count is [var events] ? int.Parse(events, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000); break;
    case ["intake", .. [_, _, _] sizes]: await HubIntake.RunAsync([.. sizes.Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))]); break;
    case ["signed", .. [_, _, _] sizes]: await HubIntake.CompareSignedAsync([.. sizes.Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))]); break;
    case ["readings", .. [_, _, _] sizes]: await HubIntake.CompareReadingsAsync([.. sizes.Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))]); break;
    case ["stores", .. [_, _, _] sizes]: await HubIntake.CompareAsync([.. sizes.Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))]); break;
    case ["pages", .. var count]: await StorePages.RunAsync(count is [var items] ? int.Parse(items, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000); break;
    case ["starts", .. var count]: await HubStarts.RunAsync(count is [var keys] ? int.Parse(keys, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000); break;
    case ["start", var what, var file, var count]: await HubStarts.RunChildAsync(what, file, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["starts-windows", .. var windows]: await WindowHubStarts.RunAsync(windows is [var wide] ? int.Parse(wide, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000); break;
    case ["start-windows", var what, var file, var windows]: await WindowHubStarts.RunChildAsync(what, file, int.Parse(windows, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["listeners", .. var count]: await StreamListeners.RunAsync(count is [var listeners] ? int.Parse(listeners, System.Globalization.CultureInfo.InvariantCulture) : 1_000); break;
    case ["day", .. var count]: await DayOfReadings.RunAsync(count is [var sensors] ? int.Parse(sensors, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000); break;
    case ["indexes"]: await IndexCost.RunAsync(); break;
    case ["indexes-of", var how]: await IndexCost.RunChildAsync(how == "with"); break;
    case ["serial"]: SerialLines.Run(); break;
    case ["keys", .. var count]: KeyedWindows.Run(count is [var many] ? int.Parse(many, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000); break;
    case ["rules", "300"]: ConcerningRules.Run(300); break;
    case ["rules", var ruleCount]: ManyRules.Run(int.Parse(ruleCount, System.Globalization.CultureInfo.InvariantCulture)); break;
    case ["recorded", var file]: RecordedYear.Run(file); break;
    case ["commits"]: DurableCommits.Run(); break;
    case ["edges", .. var count]: await EdgesThroughDetectors.RunAsync(count is [var edges] ? int.Parse(edges, System.Globalization.CultureInfo.InvariantCulture) : 2_000_000); break;
    case ["survey", .. var count]: await SurveyRun.RunAsync(count is [var rows] ? int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture) : Town.Size); break;
    case ["survey-open", var file]: await SurveyRun.OpenAsync(file); break;
    case ["rest", var agent, var empty, var seconds]: await AgentAtRest.RunAsync(agent, empty, int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)); break;
    default: BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args); break;
}
return 0;
