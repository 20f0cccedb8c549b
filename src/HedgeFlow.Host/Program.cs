using HedgeFlow.Host.Commands;

return await HedgeFlowCommand.RunAsync(args);
