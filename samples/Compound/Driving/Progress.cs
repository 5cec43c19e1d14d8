using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityKit.Samples.Compound.Driving;

/// <summary>How far a run has come, beside its databases: written whole or not at all.</summary>
internal sealed record Progress
{
    /// <summary>SHA-256 of the scenario's files: another scenario does not continue this run.</summary>
    public required string Scenario { get; init; }

    /// <summary>Scenario time that edge and hub have both reached, in nanoseconds since 1970.</summary>
    public required long Reached { get; init; }

    /// <summary>The last notification that was reported.</summary>
    public required long Told { get; init; }

    /// <summary>True when the scenario is over.</summary>
    public required bool Done { get; init; }

    /// <summary>Reads it; null when there is none.</summary>
    /// <exception cref="InputException">It is there but is not what this program writes.</exception>
    public static Progress? Load(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ProgressJson.Default.Progress) ?? throw new JsonException("null");
        }
        catch (JsonException wrong)
        {
            throw new InputException($"{path} is damaged ({wrong.Message}). Start again with --fresh. 进度文件已损坏。");
        }
    }

    /// <summary>Writes it beside, synced, and renames.</summary>
    public void Save(string path)
    {
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, ProgressJson.Default.Progress);
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }
}

[JsonSerializable(typeof(Progress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
