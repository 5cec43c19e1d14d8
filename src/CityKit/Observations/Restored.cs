using System.Text.Json.Serialization;

namespace CityKit.Observations;

/// <summary>The record goes on from an older copy (恢复): what came after it is lost unless it comes again.</summary>
/// <param name="From">The history that the copy is of, 32 hexadecimal digits.</param>
/// <param name="History">The history that goes on from it.</param>
/// <param name="Entry">The copy's last journal entry.</param>
/// <param name="Notification">The copy's last notification.</param>
/// <param name="IsDeclared">Whether somebody said so; false when a device's receipt showed it.</param>
internal sealed record Restored(string From, string History, long Entry, long Notification, bool IsDeclared) : Observation
{
    /// <summary>So many human numbers are left out, as some after the copy's last one were given already.</summary>
    internal const int NumbersSkipped = 1000;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => $"restored/{History}";
}
