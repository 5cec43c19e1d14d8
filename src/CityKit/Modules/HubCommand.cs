namespace CityKit.Modules;

/// <summary>
/// What a person asks of the hub (指令); a module declares its own. Its id makes a repeat harmless: the same id is carried out once.
/// </summary>
/// <param name="CommandId">Chosen by the caller, 1 to 64 of a–z, A–Z, 0–9, '.', '_', '-', ':'.</param>
public abstract record HubCommand(string CommandId)
{
    /// <summary>What the hub looked up before it took the command in; null when there was nothing to look up.</summary>
    internal CommandLookup? Lookup { get; init; }
}
