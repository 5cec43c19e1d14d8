namespace CityKit.Services.Plans;

/// <summary>What a plan spares (减材料).</summary>
/// <param name="Asked">Materials that the items ask for one by one, each item's own: what was handed in before.</param>
/// <param name="Shared">The same with each material once.</param>
/// <param name="HandedIn">Materials that still have to be handed in.</param>
/// <param name="FormsHandedIn">Printed forms among them.</param>
/// <param name="SignaturesHandedIn">Signatures on site among them.</param>
public sealed record PlanFigures(int Asked, int Shared, int HandedIn, int FormsHandedIn, int SignaturesHandedIn);
