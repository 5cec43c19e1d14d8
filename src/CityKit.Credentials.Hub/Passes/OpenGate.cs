using CityKit.Modules;

namespace CityKit.Credentials.Hub.Passes;

/// <summary>A rider who scanned a gate's poster asks the hub to open (扫码开门).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Proof">What the phone signed (<see cref="Credentials.Passes.PosterProof"/>); empty in the journal, as it says
/// where the phone was.</param>
/// <param name="Found">What the hub found in the proof; whatever a caller writes here does not count.</param>
public sealed record OpenGate(string CommandId, string Proof, FoundProof? Found = null) : HubCommand(CommandId)
{
    /// <summary>Its kind and id: nothing of the rider.</summary>
    public override string ToString() => $"{nameof(OpenGate)} {CommandId}";
}
