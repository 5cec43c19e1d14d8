namespace CityKit.Components.Registry;

/// <summary>Whose a component is and who looks after it (责任归属).</summary>
/// <param name="Component">The component.</param>
/// <param name="Department">The competent department (主管部门).</param>
/// <param name="Owner">The owner (权属单位), when known.</param>
/// <param name="Maintainer">The maintainer (养护单位), when known.</param>
public sealed record Responsibility(Component Component, ResponsibleBody Department, ResponsibleBody? Owner, ResponsibleBody? Maintainer)
{
    internal static Responsibility Of(Component component) => new(component, component.Department, component.Owner, component.Maintainer);
}
