using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Keeps a piece of evidence whose files are in the archive already (保存证据).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Evidence">Its id: the salted digest of the original.</param>
/// <param name="Subject">Whose it is.</param>
/// <param name="Type">What it is, such as <c>jpeg</c>.</param>
/// <param name="Bytes">The original's length.</param>
/// <param name="Stored">The SHA-256 of the sealed original.</param>
/// <param name="Shown">The SHA-256 of the sealed copy; null for none.</param>
/// <param name="Orientation">How the original is to be turned, 1 to 8.</param>
internal sealed record KeepEvidence(string CommandId, string Evidence, Privacy.SubjectId Subject, string Type, long Bytes, string Stored,
    string? Shown, int Orientation) : HubCommand(CommandId);
