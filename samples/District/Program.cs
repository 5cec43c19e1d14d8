using CityKit.Samples.District;
using CityKit.Samples.District.Nodes;

if (args is not ["node", .. var node]) return await DistrictCommand.Create().Parse(args).InvokeAsync();
await DistrictNode.RunAsync(NodeOptions.Parse(node));
return 0;
